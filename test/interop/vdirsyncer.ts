import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainEvents } from './plain.ts';
import { type Read, runProgram } from './reading.ts';

/** A feed by its name and its whole address. */
export interface Address {
  readonly name: string;
  readonly url: string;
}

/** What one visit brought: by feed what it has now, and what it moved when it came again at once. */
export interface Visit {
  readonly has: ReadonlyMap<string, Read>;
  readonly movedAgain: readonly string[];
}

export interface Vdirsyncer {
  /** Where it keeps a folder for each feed, with a file for each event. */
  readonly store: string;
  visit(feeds: readonly Address[]): Promise<Visit>;
}

const pair = (store: string, { name, url }: Address): string => {
  const id = name.replaceAll('-', '_');
  return [
    `[pair ${id}]`,
    `a = "${id}_web"`,
    `b = "${id}_folder"`,
    'collections = null',
    `[storage ${id}_web]`,
    'type = "http"',
    `url = "${url}"`,
    `[storage ${id}_folder]`,
    'type = "filesystem"',
    `path = "${join(store, name)}"`,
    'fileext = ".ics"',
  ].join('\n');
};

function stored(folder: string): Read {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ics'));
  const events = files.flatMap((name) => plainEvents(readFileSync(join(folder, name), 'utf8')));
  return { events, problems: [] };
}

/** vdirsyncer with its own status and folders below `folder`, as somebody has it who synchronizes every hour. */
export function openVdirsyncer(folder: string): Vdirsyncer {
  const store = join(folder, 'store');
  const config = join(folder, 'vdirsyncer.conf');
  const known = new Set<string>();
  const run = (verb: string) => runProgram(['vdirsyncer', '--config', config, verb]);

  async function follow(feeds: readonly Address[]): Promise<void> {
    for (const { name } of feeds) mkdirSync(join(store, name), { recursive: true });
    const status = `[general]\nstatus_path = "${join(folder, 'status')}"`;
    writeFileSync(config, [status, ...feeds.map((feed) => pair(store, feed))].join('\n'));
    if (feeds.some(({ name }) => !known.has(name))) await run('discover');
    for (const { name } of feeds) known.add(name);
  }

  return {
    store,
    async visit(feeds) {
      await follow(feeds);
      await run('sync');
      const again = await run('sync');
      return {
        has: new Map(feeds.map(({ name }) => [name, stored(join(store, name))])),
        movedAgain: again.split('\n').filter((line) => line !== '' && !line.startsWith('Syncing ')),
      };
    },
  };
}
