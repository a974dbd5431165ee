// Appends as fast as it can and lets a relay publish, like a server under load. Says `writing` once it is well under way.

import { writeSync } from 'node:fs';
import { openEmbedded } from '@huitang/engine-embedded';
import { type Commit, createLogger, createMetrics, relayOf } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';

const [dir = ''] = process.argv.slice(2);
const clock = nodeClock();
const logger = createLogger('silent');
const engine = openEmbedded({ dir, clock, ids: nodeIds(), logger });
const log = engine.log('scheduling');
const relay = relayOf({ service: 'scheduling', log, bus: engine.bus, clock, logger, metrics: createMetrics() });

const commitOf = (stream: string, version: number): Commit => ({
  stream,
  version,
  events: [{ type: 'ActivityCancelled', data: { title: `读书会 ${version}` } }],
  at: '2026-07-01T01:00:00.000Z',
  commandId: String(version),
  bodyHash: 'hash',
  causationId: null,
  principal: 'tester',
  previous: version === 1 ? null : `${version - 1}.0`,
  partitionKey: 'tianping',
});

let written = 0;

async function writer(stream: string): Promise<void> {
  for (let version = 1; ; version += 1) {
    await log.append(commitOf(stream, version));
    written += 1;
    if (written === 2_000) writeSync(1, 'writing\n');
  }
}

relay.start();
await Promise.all(Array.from({ length: 20 }, (_, n) => writer(`activity/${n}`)));
