import type { DistributedWorld } from '../support/distributed.ts';

export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
export const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** Seconds within which so large a share of commits had been published, by the histogram of the relay. */
export async function relayLagMs(world: DistributedWorld, share: number): Promise<number> {
  const { text } = await world.services.scheduling.get('/metrics');
  const buckets = [...text.matchAll(/^huitang_publish_seconds_bucket\{le="([^"]+)"[^}]*\} (\d+)/gm)].map(
    ([, limit, count]) => ({ limit: Number(limit), count: Number(count) }),
  );
  const all = Math.max(...buckets.map(({ count }) => count));
  return (buckets.find(({ count }) => count >= all * share)?.limit ?? Number.NaN) * 1000;
}
