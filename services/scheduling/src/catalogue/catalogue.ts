import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, messageOf } from '@huitang/runtime';
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
 * Reads `kinds/`, `packages/` and `routes/` below `dir` once; every `*.json` is one entry and is named by its id.
 * Throws a Fault that names the file and the field when an entry is broken, misnamed or there twice.
 */
export const loadCatalogue = (dir: string = shippedDir): Catalogue => ({
  kinds: readFolder(join(dir, 'kinds'), Kind),
  packages: readFolder(join(dir, 'packages'), Package),
  routes: readFolder(join(dir, 'routes'), Route),
});

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

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    throw broken(folder, messageOf(error));
  }
};

const readEntry = <Entry>(file: string, schema: z.ZodType<Entry>): Entry => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw broken(file, messageOf(error));
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw broken(
    file,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; '),
  );
};

const broken = (file: string, what: string): Fault =>
  new Fault('broken-catalogue', `catalogue ${file}: ${what}`, { retriable: false });
