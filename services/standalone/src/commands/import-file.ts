import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { messageOf } from '@huitang/runtime';

export type ImportType = 'text/csv' | 'text/calendar';

export interface ImportFile {
  readonly type: ImportType;
  readonly text: string;
}

const byExtension: Readonly<Record<string, ImportType>> = {
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.ical': 'text/calendar',
};

/** By the name's extension, else by what it begins with. */
export const typeOf = (name: string, text: string): ImportType =>
  byExtension[extname(name).toLowerCase()] ?? (/^\ufeff?\s*BEGIN:VCALENDAR/i.test(text) ? 'text/calendar' : 'text/csv');

/** The text of a file; undefined when it is not UTF-8, as of a spreadsheet saved in a national encoding. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Rejects with what is wrong with the file. */
export async function readImportFile(path: string): Promise<ImportFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`FILE: ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  });
  const text = decoded(bytes);
  if (text === undefined) throw new Error(`FILE: ${path} is not UTF-8; save it as "CSV UTF-8" and try again`);
  return { type: typeOf(path, text), text };
}
