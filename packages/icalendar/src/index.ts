export * from './calendar-event.ts';
export * from './content-line.ts';
export * from './render-event.ts';
