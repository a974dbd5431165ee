import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, fieldErrors, messageOf } from '@huitang/runtime';
import type { z } from 'zod';
import { Kind } from './kind.ts';
import { Package } from './package.ts';
import { Route } from './route.ts';

/** Everything that can be chosen, by id, in the order of the file names. */
export interface Catalogue {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly packages: ReadonlyMap<string, Package>;
  readonly routes: ReadonlyMap<string, Route>;
}

// src/catalogue and dist/catalogue lie equally deep, so the same path leads from both to the data.
const shippedDir = fileURLToPath(new URL('../../catalogue/', import.meta.url));

/**
 * Reads `kinds/`, `packages/` and `routes/` below `dir`; every file is one entry, named by its id: `<id>.json`.
 * Throws a Fault that names the file and the field when an entry is broken, misnamed or there twice.
 */
export const loadCatalogue = (dir: string = shippedDir): Catalogue => ({
  kinds: readFolder(join(dir, 'kinds'), Kind),
  packages: readFolder(join(dir, 'packages'), Package),
  routes: readFolder(join(dir, 'routes'), Route),
});

let shipped: Catalogue | undefined;

/** What comes with the code: the same for everybody in a process, and read when the first one asks. */
export function shippedCatalogue(): Catalogue {
  shipped ??= loadCatalogue();
  return shipped;
}

const readFolder = <Entry extends { readonly id: string }>(
  folder: string,
  schema: z.ZodType<Entry>,
): ReadonlyMap<string, Entry> => {
  const entries = new Map<string, Entry>();
  const names = new Map<string, string>();
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const entry = readEntry(file, schema);
    const other = names.get(entry.id);
    if (other !== undefined) throw broken(file, `id: ${entry.id} is taken by ${other}`);
    names.set(entry.id, name);
    entries.set(entry.id, entry);
  }
  for (const [id, name] of names) {
    if (name !== `${id}.json`) throw broken(join(folder, name), `id: ${id} belongs in a file named ${id}.json`);
  }
  return entries;
};

/** What desktops and editors leave behind beside a file. */
const isLeftBehind = (name: string): boolean => name.startsWith('.') || name.endsWith('~');

const namesIn = (folder: string): readonly string[] => {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => !isLeftBehind(name));
  } catch (error) {
    throw broken(folder, messageOf(error));
  }
  // A kind that is silently not there because of a mistyped name would be looked for in its content.
  const other = names.find((name) => !name.endsWith('.json'));
  if (other !== undefined) throw broken(join(folder, other), 'a file here is named <id>.json, in lower case');
  return [...names].sort();
};

const readEntry = <Entry>(file: string, schema: z.ZodType<Entry>): Entry => {
  let content: unknown;
  try {
    // Some editors put a byte order mark first.
    content = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw broken(file, messageOf(error));
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const wrong = fieldErrors(parsed.error).map(
    ({ field, message }) => `${field === 'body' ? 'file' : field}: ${message}`,
  );
  throw broken(file, wrong.join('; '));
};

const broken = (file: string, what: string): Fault =>
  new Fault('broken-catalogue', `catalogue ${file}: ${what}`, { retriable: false });
