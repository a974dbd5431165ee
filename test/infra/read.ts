import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A file of the repository, by its path from the top. */
export const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: configuration of other programs is looked into freely
export const yamlOf = (path: string): any => parse(textOf(path), { merge: true });
