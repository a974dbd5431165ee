import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShownEvent } from './event.ts';
import type { ActivityDocument } from './expected.ts';
import { type Feed, fileOf, openFeeds, toldByApi } from './feeds.ts';
import { openKhal } from './khal.ts';
import { plainEvents } from './plain.ts';
import type { Read } from './reading.ts';
import { openStage, type Stage } from './stage.ts';
import { isTitle, transitions } from './transitions.ts';
import { openVdirsyncer } from './vdirsyncer.ts';

/** A feed as it was after one transition. */
export interface Taken {
  readonly feed: string;
  readonly file: string;
  readonly expected: readonly ShownEvent[];
}

interface Chapter {
  readonly transition: string;
  readonly taken: readonly Taken[];
}

/** All feeds after all transitions, what the API said of them, and what the clients had that followed them. */
export interface Story {
  readonly chapters: readonly Chapter[];
  readonly vdirsyncer: ReadonlyMap<string, Read> | Error;
  readonly khal: ReadonlyMap<string, Read> | Error;
  readonly movedAgain: readonly string[];
}

/** SEQUENCE is nowhere else to be had: it is read from the feed itself, and has to rise. */
function withSequence(expected: readonly Omit<ShownEvent, 'sequence'>[], ics: string): readonly ShownEvent[] {
  const sequences = new Map(plainEvents(ics).map(({ uid, sequence }) => [uid, sequence]));
  return expected.map((event) => ({ ...event, sequence: sequences.get(event.uid) ?? -1 }));
}

interface Source {
  readonly stage: Stage;
  readonly folder: string;
  readonly feeds: readonly Feed[];
  /** What the API last said of each activity that had a place. */
  readonly stood: Map<string, ActivityDocument>;
}

/** Every feed that is there now, saved. */
async function take({
  stage: { world, ids },
  folder,
  feeds,
  stood,
}: Source): Promise<readonly (Taken & { path: string })[]> {
  mkdirSync(folder);
  const given = await toldByApi(world, stood);
  const files = [...ids].filter(([name]) => !isTitle(name)).map(([name, id]) => fileOf(name, id));
  const all = await Promise.all(
    [...feeds, ...files].map(async ({ name, path, language, shows }) => {
      const { status, text } = await world.get(path);
      const expected = given(language).flatMap(shows);
      // A kind, package or route has no calendar before its first activity.
      if (status === 404 && expected.length === 0) return undefined;
      if (status !== 200) throw new Error(`${path}: ${status}`);
      const file = join(folder, `${name}.ics`);
      writeFileSync(file, text);
      return { feed: name, path, file, expected: withSequence(expected, text) };
    }),
  );
  return all.filter((one) => one !== undefined);
}

/** A client that is not there, or fails once, is left alone from then on. */
function followedBy(visit: (taken: readonly (Taken & { path: string })[]) => Promise<ReadonlyMap<string, Read>>) {
  const read = new Map<string, Read>();
  let failed: Error | undefined;
  return {
    result: () => failed ?? read,
    async visit(taken: readonly (Taken & { path: string })[]): Promise<void> {
      if (failed) return;
      try {
        const has = await visit(taken);
        for (const { feed, file } of taken) read.set(file, has.get(feed) ?? { events: [], problems: ['not there'] });
      } catch (error) {
        failed = error instanceof Error ? error : new Error(String(error));
      }
    },
  };
}

/** Plays all transitions on one platform; files and what the clients keep lie below `folder`. */
export async function tellStory(folder: string): Promise<Story> {
  const stage = await openStage();
  const feeds = await openFeeds(stage.world);
  const syncer = openVdirsyncer(folder);
  const list = openKhal(folder, syncer.store);
  const movedAgain: string[] = [];
  const stood = new Map<string, ActivityDocument>();
  const vdirsyncer = followedBy(async (taken) => {
    const addresses = taken.map(({ feed, path }) => ({ name: feed, url: stage.world.address + path }));
    const { has, movedAgain: again } = await syncer.visit(addresses);
    movedAgain.push(...again);
    return has;
  });
  const khal = followedBy((taken) => list(taken.map(({ feed }) => feed)));
  const chapters: Chapter[] = [];
  try {
    for (const [index, { name, play }] of transitions.entries()) {
      await play(stage);
      const taken = await take({ stage, feeds, stood, folder: join(folder, `${index + 1}`) });
      await vdirsyncer.visit(taken);
      await khal.visit(taken);
      chapters.push({ transition: name, taken });
    }
  } finally {
    await stage.world.end();
  }
  return { chapters, vdirsyncer: vdirsyncer.result(), khal: khal.result(), movedAgain };
}
