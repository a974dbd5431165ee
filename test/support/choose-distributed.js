// What `startWorld` starts: a process for each service.
process.env.HUITANG_WORLD = 'distributed';
