import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HolidayCalendar } from '@huitang/contracts';
import { Fault, fieldErrors, messageOf } from '@huitang/runtime';
import { type HolidayCalendars, holidayCalendars } from './domain/holiday-calendars.ts';

// src and dist lie equally deep, so the same path leads from both to the data.
const shippedDir = fileURLToPath(new URL('../holiday-calendars/', import.meta.url));

const broken = (file: string, what: string): Fault =>
  new Fault('broken-calendar', `${file}: ${what}`, { retriable: false });

function readCalendar(file: string): HolidayCalendar {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw broken(file, messageOf(error));
  }
  const parsed = HolidayCalendar.safeParse(content);
  if (!parsed.success) {
    throw broken(
      file,
      fieldErrors(parsed.error)
        .map(({ field, message }) => `${field}: ${message}`)
        .join('; '),
    );
  }
  if (`${parsed.data.id}.json` !== basename(file))
    throw broken(file, `id: ${parsed.data.id} belongs in a file named ${parsed.data.id}.json`);
  return parsed.data;
}

/** Every calendar in `dir`, one JSON file each. Throws a `Fault` that names the file and the field. */
export function loadCalendars(dir: string = shippedDir): HolidayCalendars {
  const names = readdirSync(dir).filter((name) => name.endsWith('.json'));
  return holidayCalendars(names.sort().map((name) => readCalendar(join(dir, name))));
}

let shipped: HolidayCalendars | undefined;

/** What comes with the code: the same for everybody in a process, and read when the first one asks. */
export function shippedCalendars(): HolidayCalendars {
  shipped ??= loadCalendars();
  return shipped;
}
