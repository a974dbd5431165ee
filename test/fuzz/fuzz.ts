import { apiArea } from './api.ts';
import type { Area, Failure } from './area.ts';
import { eventsArea } from './events.ts';
import { feedsArea } from './feeds.ts';
import { filesArea } from './files.ts';
import { mailsArea } from './mails.ts';
import { type ApiDocument, type Operation, operationsOf } from './operations.ts';
import { type FuzzWorld, startFuzzWorld } from './world.ts';

/** So many failures are enough to begin with. */
const FAILURES_MAX = 5;
const TOLD_EVERY = 10_000;

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** One area alone. */
  readonly only?: string;
  readonly say: (line: string) => void;
}

/** The last line of a run: inputs by area, and what failed. */
export interface FuzzFigures {
  readonly seed: number;
  readonly inputs: number;
  readonly byArea: Readonly<Record<string, number>>;
  readonly inputsPerSecond: number;
  readonly failures: readonly Failure[];
}

export async function operationsIn({ connections }: FuzzWorld): Promise<readonly Operation[]> {
  const { body } = await connections.ask({ method: 'GET', path: '/openapi.json', headers: {} });
  const document: ApiDocument = JSON.parse(body.toString());
  return operationsOf(document);
}

type Begin = (world: FuzzWorld, operations: readonly Operation[]) => Area | Promise<Area>;

/** Each begun when its turn has come: what the others have stored is none of its business. */
const areas: Readonly<Record<string, Begin>> = {
  api: apiArea,
  files: filesArea,
  events: eventsArea,
  feeds: feedsArea,
  mails: mailsArea,
};

/** What `--only` may say. */
export const areaNames: readonly string[] = Object.keys(areas);

/** As small as it can be made: of a batch the first input that fails by itself, and the whole batch where none does. */
export async function smallest(area: Pick<Area, 'shrink'>, failure: Failure): Promise<Failure> {
  const { seed, path, batch } = failure;
  const paths = path === undefined ? Array.from({ length: batch }, (_, index) => String(index)) : [path];
  for (const one of paths) {
    const found = await area.shrink(seed, one);
    if (found) return found;
  }
  return { ...failure, path: undefined };
}

async function allSmallest(area: Area, failures: readonly Failure[]): Promise<readonly Failure[]> {
  const found: Failure[] = [];
  for (const failure of failures) found.push(await smallest(area, failure));
  return found;
}

/** An area's inputs, many at once; ends at the first few failures. */
async function fuzzArea(
  area: Area,
  { runs, seed, say }: FuzzOptions,
): Promise<{ inputs: number; failures: readonly Failure[] }> {
  const failures: Failure[] = [];
  let inputs = 0;
  while (inputs < runs && failures.length < FAILURES_MAX) {
    const count = Math.min(area.batch, runs - inputs);
    failures.push(...(await area.run(seed + inputs, count)));
    inputs += count;
    if (inputs % TOLD_EVERY < count) say(`${area.name}: ${inputs} of ${runs}`);
  }
  say(`${area.name}: ${inputs} inputs, ${failures.length === 0 ? 'all borne' : `${failures.length} failures`}`);
  return { inputs, failures: await allSmallest(area, failures.slice(0, FAILURES_MAX)) };
}

function beginningsOf(only: string | undefined): readonly Begin[] {
  if (only === undefined) return Object.values(areas);
  const begin = areas[only];
  if (!begin) throw new Error(`--only: one of ${Object.keys(areas).join(', ')}, not ${only}`);
  return [begin];
}

/** Throws so many damaged inputs at a platform in this process, shared out over its areas. */
export async function fuzz(options: FuzzOptions): Promise<FuzzFigures> {
  const { runs, seed, only } = options;
  const world = await startFuzzWorld();
  const startedAt = performance.now();
  const byArea: Record<string, number> = {};
  const failures: Failure[] = [];
  try {
    const operations = await operationsIn(world);
    for (const begin of beginningsOf(only)) {
      const area = await begin(world, operations);
      const own = only === undefined ? Math.ceil((runs * area.share) / 100) : runs;
      const done = await fuzzArea(area, { ...options, runs: own });
      byArea[area.name] = done.inputs;
      failures.push(...done.failures);
    }
  } finally {
    await world.end();
  }
  const inputs = Object.values(byArea).reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seed, inputs, byArea, inputsPerSecond: Math.round(inputs / seconds), failures };
}

/** One input again, by the seed and the path that a failure told. */
export async function again(only: string, seed: number, path: string): Promise<Failure | undefined> {
  const world = await startFuzzWorld();
  try {
    const [begin] = beginningsOf(only);
    const area = await begin?.(world, await operationsIn(world));
    return await area?.shrink(seed, path);
  } finally {
    await world.end();
  }
}
