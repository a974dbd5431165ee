import type { Commit } from '../ports/event-log.ts';

let serial = 0;

/** A commit with one public event; everything can be chosen. */
export const sampleCommit = (stream: string, version: number, more: Partial<Commit> = {}): Commit => {
  serial += 1;
  return {
    stream,
    version,
    events: [{ type: 'ActivityCancelled', data: { serial, text: '党群服务中心 \u{1f3db} "quoted"\n' } }],
    at: '2026-07-01T01:00:00.000Z',
    commandId: `command-${serial}`,
    bodyHash: 'hash',
    causationId: null,
    principal: 'tester',
    previous: null,
    partitionKey: 'tianping',
    ...more,
  };
};

/** A commit that no other service hears of. */
export const privateCommit = (stream: string, version: number): Commit =>
  sampleCommit(stream, version, { events: [{ type: 'SomethingPrivate', data: null }] });
