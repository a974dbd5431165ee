import { rmSync } from 'node:fs';
import { bringUpKafka, bringUpMongo, KAFKA, mongoUriOf, type Say, wipe } from './engines.ts';
import { type Engines, writeEngines } from './engines-file.ts';
import { EnginesFailure, messageOf } from './failure.ts';
import { locked } from './lock.ts';
import { stop } from './processes.ts';
import { HOST, LOCK_PORT, places, type Settings } from './settings.ts';

/** As long as the first `up` may take, which fetches and builds. */
const TURN_TIMEOUT_MS = 900_000;

export const inTurn = <T>(work: () => Promise<T>): Promise<T> => locked(HOST, LOCK_PORT, TURN_TIMEOUT_MS, work);

/** Both engines run and answer when it returns. What runs already is left alone, unless it is to be fresh. */
export function up(settings: Settings, say: Say, now: () => Date, fresh: boolean): Promise<Engines> {
  return inTurn(async () => {
    if (fresh) {
      await stopBoth(settings);
      wipe(settings);
    }
    const [kafka, mongo] = await Promise.allSettled([bringUpKafka(settings, say), bringUpMongo(settings, say, now)]);
    if (kafka.status === 'rejected' || mongo.status === 'rejected') throw failureOf([kafka, mongo]);
    const engines = { kafka: KAFKA, mongo: { uri: mongoUriOf(settings), ...mongo.value } };
    writeEngines(places(settings.root).enginesFile, engines);
    return engines;
  });
}

/** All that is missing, at once: whoever installs Java need not come back to hear of Go. */
function failureOf(results: readonly PromiseSettledResult<unknown>[]): EnginesFailure {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []));
  return new EnginesFailure(reasons.join('\n'));
}

/** Stops what was started here; a MongoDB that was given goes on. Data stays unless it is to be wiped. */
export function down(settings: Settings, shouldWipe: boolean): Promise<void> {
  return inTurn(async () => {
    await stopBoth(settings);
    rmSync(places(settings.root).enginesFile, { force: true });
    if (shouldWipe) wipe(settings);
  });
}

async function stopBoth({ root }: Settings): Promise<void> {
  const { pids } = places(root);
  await Promise.all([stop(pids, 'kafka'), stop(pids, 'mongo')]);
}
