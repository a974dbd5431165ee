import fc from 'fast-check';
import type { RawRequest } from '../support/kept-connections.ts';
import { wrongAnswer } from './answers.ts';
import { shown } from './api.ts';
import { type Area, areaOf } from './area.ts';
import { nastyText } from './nasty.ts';
import type { Operation } from './operations.ts';
import { csv, ics, PIECES } from './sample-files.ts';
import { CENTER, type FuzzWorld } from './world.ts';

interface FileInput {
  readonly format: 'text/csv' | 'text/calendar';
  readonly day: number;
  readonly edits: readonly { readonly at: number; readonly drop: number; readonly put: string }[];
  readonly bytes: readonly number[];
  readonly carriesOut: boolean;
  readonly query: string;
  readonly key: string;
}

const inputs: fc.Arbitrary<FileInput> = fc.record({
  format: fc.constantFrom('text/csv', 'text/calendar'),
  day: fc.integer({ min: 2, max: 170 }),
  edits: fc.array(
    fc.record({
      at: fc.nat(1_200),
      drop: fc.oneof(fc.nat(12), fc.nat(400)),
      put: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, nastyText),
    }),
    { maxLength: 5 },
  ),
  bytes: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, fc.array(fc.nat(255), { maxLength: 8 })),
  carriesOut: fc.boolean(),
  query: fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('again=true', 'again=maybe', 'kind=x')),
  key: fc.uuid(),
});

/** A valid file with a few places overwritten, cut out or filled up, and bytes at its end that are no text. */
function fileOf({ format, day, edits, bytes }: FileInput): Buffer {
  const whole = format === 'text/csv' ? csv(day) : ics(day);
  const text = edits.reduce((result, { at, drop, put }) => {
    const place = at % (result.length + 1);
    return result.slice(0, place) + put + result.slice(place + drop);
  }, whole);
  return Buffer.concat([Buffer.from(text), Buffer.from(bytes)]);
}

function requestOf(input: FileInput): RawRequest {
  const { format, carriesOut, query, key } = input;
  const path = carriesOut ? `/api/import?center=${CENTER}&organization=branch` : '/api/import/preview?';
  return {
    method: 'POST',
    path: query && carriesOut ? `${path}&${query}` : path,
    headers: { 'content-type': format, 'idempotency-key': key },
    body: fileOf(input),
  };
}

const streamsIn = (body: Buffer): readonly string[] => {
  const { report = [] } = JSON.parse(body.toString());
  return report.flatMap(({ activityId }: { activityId?: string }) => (activityId ? [`activity/${activityId}`] : []));
};

/** CSV and iCalendar files, damaged, previewed and imported; nothing is stored but what a report tells of. */
export async function filesArea(world: FuzzWorld, operations: readonly Operation[]): Promise<Area> {
  const told = new Set<string>();
  const cursors = { at: (await everything(world, undefined)).cursor };

  async function wrong(input: FileInput): Promise<string | undefined> {
    const request = requestOf(input);
    const answer = await world.connections.ask(request);
    const id = input.carriesOut ? 'importBookings' : 'previewImport';
    const operation = operations.find((one) => one.id === id);
    if (!operation) return `there is no operation ${id}`;
    if (input.carriesOut && answer.status === 200) for (const stream of streamsIn(answer.body)) told.add(stream);
    return wrongAnswer(request, answer, operation);
  }

  return areaOf({
    name: 'files',
    share: 12,
    batch: 200,
    inputs,
    wrong,
    async wrongAfter() {
      const { streams, cursor } = await everything(world, cursors.at);
      cursors.at = cursor;
      return streams
        .filter((stream) => !told.has(stream))
        .map((stream) => `${stream} is stored, and no report tells of it`);
    },
    show: (input) => shown(requestOf(input)),
  });
}

/** The streams of scheduling that somebody other than a service has written to after a cursor. */
async function everything(
  { platform }: FuzzWorld,
  from: string | undefined,
): Promise<{ readonly streams: readonly string[]; readonly cursor: string | undefined }> {
  const streams: string[] = [];
  let cursor = from;
  for (;;) {
    const page = await platform.log('scheduling').all(cursor, 1_000);
    cursor = page.cursor;
    if (page.commits.length === 0) return { streams, cursor };
    streams.push(
      ...page.commits.filter(({ principal }) => !principal.startsWith('service:')).map(({ stream }) => stream),
    );
  }
}
