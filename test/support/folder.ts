import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'huitang-'));

export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });
