// Appends, publishes and records as fast as it can, and says on standard output what has been acknowledged.

import { writeSync } from 'node:fs';
import type { Commit } from '@huitang/runtime';
import { openIn } from './open-engine.ts';

const [dir = '', round = ''] = process.argv.slice(2);
const engine = openIn(dir);
const log = engine.log('scheduling');
const records = engine.records.set<{ n: number }>('things');

// The samples of the conformance suites need jest, which is not here.
const commitOf = (stream: string, version: number, commandId: string): Commit => ({
  stream,
  version,
  events: [{ type: 'ActivityCancelled', data: { version } }],
  at: '2026-07-01T01:00:00.000Z',
  commandId,
  bodyHash: 'hash',
  causationId: null,
  principal: 'tester',
  previous: null,
  partitionKey: 'tianping',
});

async function writer(name: string): Promise<void> {
  const stream = `activity/${round}-${name}`;
  for (let version = 1; ; version += 1) {
    const commandId = `${stream}/${version}`;
    await Promise.all([
      log.append(commitOf(stream, version, commandId)),
      engine.bus.publish([{ topic: 't', key: 'k', subject: stream, body: JSON.stringify(commandId) }]),
      records.put(commandId, { n: version }),
    ]);
    writeSync(1, `${commandId}\n`);
  }
}

writeSync(1, 'open\n');
await Promise.all(Array.from({ length: 20 }, (_, n) => writer(String(n))));
