import type { Commit, EventLog } from '@huitang/runtime';
import type { Mutant } from '../mutant.ts';
import { withLog } from '../with-log.ts';

/** Whatever has been written meanwhile: behind it. */
async function appendAnyway(log: EventLog, commit: Commit): ReturnType<EventLog['append']> {
  const result = await log.append(commit);
  if (result.outcome !== 'conflict') return result;
  const last = (await log.read(commit.stream)).at(-1);
  if (!last) return result;
  return appendAnyway(log, { ...commit, version: last.version + 1, follows: last.commandId });
}

export const conflictCheckDropped: Mutant = {
  name: 'conflict-check-dropped',
  standsFor:
    'a store without the unique key of stream and version: what was decided on an old state is appended all the same',
  stage: { plant: withLog((log) => ({ append: (commit) => appendAnyway(log, commit) })) },
};
