import { spawnSync } from 'node:child_process';
import { EnginesFailure } from './failure.ts';
import type { Settings } from './settings.ts';

export const JAVA_HINT = 'Kafka needs a Java runtime, 17 or newer: apt-get install openjdk-17-jre-headless';
export const GO_HINT = 'FerretDB is built with Go, 1.24 or newer: install it, or name a MongoDB in MONGODB_URI';

/** `openjdk version "17.0.15" 2025-04-15` → 17. Java 8 called itself 1.8, which is as wrong here as 1. */
export const javaVersion = (text: string): number | undefined => firstNumber(text, /version "(\d+)/);

/** `go version go1.26.8 linux/amd64` → 26: Go has been at 1 for ever. */
export const goVersion = (text: string): number | undefined => firstNumber(text, /\bgo1\.(\d+)/);

function firstNumber(text: string, pattern: RegExp): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export const requireJava = (settings: Settings): void =>
  requireCommand(settings, ['java', '-version'], (text) => (javaVersion(text) ?? 0) >= 17, JAVA_HINT);

export const requireGo = (settings: Settings): void =>
  requireCommand(settings, ['go', 'version'], (text) => (goVersion(text) ?? 0) >= 24, GO_HINT);

function requireCommand(
  { environment }: Settings,
  [command, question]: readonly [command: string, question: string],
  isNewEnough: (text: string) => boolean,
  hint: string,
): void {
  const { error, stdout, stderr } = spawnSync(command, [question], { env: environment, encoding: 'utf8' });
  if (error) throw new EnginesFailure(`${command} is missing: ${hint}`);
  // Java answers on the error stream.
  const text = `${stdout}${stderr}`;
  if (!isNewEnough(text)) throw new EnginesFailure(`${text.split('\n', 1)[0]} is too old: ${hint}`);
}
