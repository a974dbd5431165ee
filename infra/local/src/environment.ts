import { homedir } from 'node:os';
import { type Settings, settingsFrom } from './settings.ts';

/** The settings of this process: tests and `pnpm engines` mean the same engines without passing anything on. */
export const settingsHere = (): Settings => settingsFrom(process.env, homedir());
