import { startDistributed } from '../support/distributed.ts';
import { atOnce, atRate, openCenters } from './district-journeys.ts';
import { percentile, relayLagMs, rounded, say } from './figures.ts';

const WARM_UP_PER_SECOND = 20;
const WARM_UP_SECONDS = 10;
const PER_SECOND = 50;
const SECONDS = 20;
const CONCURRENT = 24;
const AT_ONCE_SECONDS = 15;

/** The same services and the same Kafka with a file for each in the database's place: what the stand-in does not hide. */
export async function onFiles(): Promise<Record<string, number>> {
  const world = await startDistributed({ main: 'test/bench/dist/bench/service-on-file.js' });
  try {
    await openCenters(world);
    let used = (await atRate(world, 0, WARM_UP_PER_SECOND, WARM_UP_SECONDS)).length;
    const wanted = await atRate(world, used, PER_SECOND, SECONDS);
    used += wanted.length;
    say(`on files, ${PER_SECOND}/s: p99 ${percentile(wanted, 0.99).toFixed(0)} ms`);
    const done = await atOnce(world, used, AT_ONCE_SECONDS, CONCURRENT);
    say(`on files, ${CONCURRENT} at once: ${(done / AT_ONCE_SECONDS).toFixed(1)}/s`);
    return {
      journeysPerSecondOnFiles: rounded(done / AT_ONCE_SECONDS),
      p50MsOnFiles: rounded(percentile(wanted, 0.5), 0),
      p99MsOnFiles: rounded(percentile(wanted, 0.99), 0),
      relayLagP99MsOnFiles: await relayLagMs(world, 0.99),
    };
  } finally {
    await world.end();
  }
}
