export { backupTo } from './backup.ts';
export { dataFile } from './data-file.ts';
export { type EmbeddedEngine, type EmbeddedOptions, openEmbedded } from './embedded.ts';
export type { Verified } from './verify/findings.ts';
export { verifyFile } from './verify/verify.ts';
export { type ViewDocument, type ViewSnapshot, viewSnapshot } from './view-snapshot.ts';
