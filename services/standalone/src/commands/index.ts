import { backupCommand } from './backup.ts';
import { importCommand } from './import.ts';
import { type Registration, register } from './parse.ts';
import { replayCommand } from './replay.ts';
import { replayParkedCommand } from './replay-parked.ts';
import { verifyCommand } from './verify.ts';

/** Every command of `huitang`, in the order its help lists them. */
export const commands: readonly Registration[] = [
  register(importCommand),
  register(backupCommand),
  register(verifyCommand),
  register(replayCommand),
  register(replayParkedCommand),
];
