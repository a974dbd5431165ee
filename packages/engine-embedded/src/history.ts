import type { EventMessage } from '@huitang/contracts';
import { type Commit, messagesOf } from '@huitang/runtime';
import { streamKey } from './event-log.ts';
import type { Store } from './store.ts';

/** A stream's public events from the log of whichever service owns it, in order. */
export function historyOf(store: Store): (stream: string) => Promise<readonly EventMessage[]> {
  const commits = store.sql.prepare<{ service: string; body: string }>(
    'SELECT service, body FROM commits WHERE stream = ? ORDER BY version',
  );
  return (stream) =>
    // What is in the column was a Commit when it was written.
    store.read(
      () => commits.all([stream]).flatMap(({ service, body }) => messagesOf(service, JSON.parse(body) as Commit)),
      streamKey(stream),
    );
}
