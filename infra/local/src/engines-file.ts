import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Where the engines of this machine are, as `engines.json` says it. */
const Engines = z.object({
  kafka: z.object({ brokers: z.array(z.string()).min(1), version: z.string() }),
  mongo: z.object({ uri: z.string(), name: z.string(), version: z.string(), isStandIn: z.boolean() }),
});
export type Engines = z.infer<typeof Engines>;

/** Undefined when the file is missing or not as expected, which is the same to whoever asks: not up. */
export function readEngines(path: string): Engines | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return Engines.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** A URI may hold a password: the file is for its owner's eyes. */
export function writeEngines(path: string, engines: Engines): void {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(engines, null, 2)}\n`, { mode: 0o600 });
}

/** The URI without name and password. */
export const withoutPassword = (uri: string): string => uri.replace(/\/\/[^/@]*@/, '//…@');
