import type { Command } from './command.ts';
import { exportLog } from './export-log.ts';
import { frontDoor } from './front-door.ts';
import { importLog } from './import-log.ts';
import { replay } from './replay.ts';
import { replayParked } from './replay-parked.ts';
import { republishCommand } from './republish.ts';

export const commands: readonly Command[] = [exportLog, importLog, republishCommand, replayParked, replay, frontDoor];
