import { allocateCommand } from './allocate.ts';
import { backupCommand } from './backup.ts';
import { exportLogCommand } from './export-log.ts';
import { importCommand } from './import.ts';
import { importLogCommand } from './import-log.ts';
import { type Registration, register } from './parse.ts';
import { replayCommand } from './replay.ts';
import { replayParkedCommand } from './replay-parked.ts';
import { republishCommand } from './republish.ts';
import { verifyCommand } from './verify.ts';

/** Every command of `huitang`, in the order its help lists them. */
export const commands: readonly Registration[] = [
  register(importCommand),
  register(backupCommand),
  register(verifyCommand),
  register(replayCommand),
  register(replayParkedCommand),
  register(republishCommand),
  register(exportLogCommand),
  register(importLogCommand),
  register(allocateCommand),
];
