import { join } from 'node:path';

/** The one file everything durable of a data folder is in. */
export const dataFile = (dir: string): string => join(dir, 'huitang.db');
