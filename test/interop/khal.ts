import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShownEvent } from './event.ts';
import { type Read, runProgram } from './reading.ts';

// No text of ours has these two: controls do not get into feeds.
const FIELD = '\u001f';
const RECORD = '\u001e';

const FORMAT = ['calendar', 'uid', 'start-long-full', 'end-long-full', 'status', 'title', 'location', 'description']
  .map((name) => `{${name}}`)
  .join(FIELD);

const DATES = ['dateformat', 'longdateformat'].map((name) => `${name} = %Y-%m-%d`);
const TIMES = ['datetimeformat', 'longdatetimeformat'].map((name) => `${name} = %Y-%m-%dT%H:%M:00Z`);

const configOf = (store: string, database: string): string =>
  [
    '[calendars]',
    '[[all]]',
    `path = ${join(store, '*')}`,
    'type = discover',
    '[sqlite]',
    `path = ${database}`,
    '[locale]',
    'local_timezone = UTC',
    'default_timezone = UTC',
    'timeformat = %H:%M',
    ...DATES,
    ...TIMES,
  ].join('\n');

interface Line extends ShownEvent {
  readonly calendar: string;
}

function lineOf(record: string): Line {
  const [calendar = '', uid = '', start = '', end = '', status = '', summary = '', location = '', description = ''] =
    record.replace(/^\n/, '').split(FIELD);
  return { calendar, uid, start, end, status: status.trim(), summary, location, description, sequence: 0 };
}

/** Lists what khal sees in the folders of a store; its database goes on from one time to the next. */
export function openKhal(
  folder: string,
  store: string,
): (names: readonly string[]) => Promise<ReadonlyMap<string, Read>> {
  const config = join(folder, 'khal.conf');
  writeFileSync(config, configOf(store, join(folder, 'khal.db')));
  const list = ['khal', '-c', config, 'list', '--day-format', '', '--format', FORMAT + RECORD, 'today', '180d'];
  return async (names) => {
    const out = await runProgram(list, { LC_ALL: 'C.UTF-8' });
    const lines = out
      .split(RECORD)
      .filter((record) => record.includes(FIELD))
      .map(lineOf);
    const of = (name: string): Read => ({ events: lines.filter(({ calendar }) => calendar === name), problems: [] });
    return new Map(names.map((name) => [name, of(name)]));
  };
}
