// What tests of others look into a file with, and damage it with; nothing that runs has a use for it.
export { openSql } from './sql.ts';
