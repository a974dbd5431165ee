export * from './alternative.ts';
export * from './import-text.ts';
export * from './in-words.ts';
export * from './reasons/reason-text.ts';
export * from './terms.ts';
export * from './times.ts';
export * from './wall-clock.ts';
