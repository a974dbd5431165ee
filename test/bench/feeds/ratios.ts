import type { Client } from '../http-client.ts';
import { startBare } from './bare.ts';
import { type Asked, perSecond } from './raw-requests.ts';

/** Many and short: what else the machine does meets both alike. */
const ROUNDS = 41;
/**
 * Conditional requests of one round: as many for every feed, since all their answers are as long. Three hundred were over
 * in five milliseconds, before a processor that had done something else was warm.
 */
const CONDITIONAL = 2_000;
/** Until V8 has compiled what both do all the time. */
const WARM_UP_ROUNDS = 10;

export interface Ratios {
  readonly ok: number;
  readonly notModified: number;
  readonly bytes: number;
  readonly events: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The median of so many ratios, who is asked first in turn: what one round leaves to be collected is paid for in the next. */
async function ratioOf(rounds: { readonly ours: () => Promise<number>; readonly bare: () => Promise<number> }) {
  const ratios: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    if (round % 2 === 0) {
      const ours = await rounds.ours();
      ratios.push(ours / (await rounds.bare()));
    } else {
      const bare = await rounds.bare();
      ratios.push((await rounds.ours()) / bare);
    }
  }
  return median(ratios.slice(WARM_UP_ROUNDS));
}

/**
 * Answers a second of a feed over those of a bare node:http server that sends the same bytes: `count` of each in turn, or
 * 2,000 where nothing has changed; 41 times after ten to warm up, and the median of the 41 ratios. One kind of answer
 * after the other: four hundred kilobytes a round, collected while answers without a body are counted, halved their ratio.
 */
export async function ratiosOf(base: string, client: Client, path: string, count: number): Promise<Ratios> {
  const { text, headers } = await client.ask('GET', path);
  const bare = await startBare(client, path);
  const tagged = { 'if-none-match': String(headers.etag) };
  const measured = (asked: Pick<Asked, 'headers' | 'status'>, requests: number): Promise<number> =>
    ratioOf({
      ours: () => perSecond({ base, path, ...asked }, requests),
      bare: () => perSecond({ base: bare.base, path, ...asked }, requests),
    });
  try {
    return {
      notModified: await measured({ headers: tagged, status: 304 }, CONDITIONAL),
      ok: await measured({ status: 200 }, count),
      bytes: Buffer.byteLength(text),
      events: text.split('BEGIN:VEVENT').length - 1,
    };
  } finally {
    bare.stop();
  }
}
