import { type CommandReused, problem, type Reply } from '@huitang/runtime';
import type { ActivityRefusal } from './domain/decision.ts';

const statusOf: Record<ActivityRefusal['code'] | CommandReused['code'], number> = {
  'unknown-activity': 404,
  'already-proposed': 409,
  'already-cancelled': 409,
  'not-confirmed': 409,
  'rooms-do-not-match': 422,
  'answer-pending': 409,
  'revision-mismatch': 412,
  'other-center': 422,
  'command-reused': 422,
};

const detailOf: Record<ActivityRefusal['code'] | CommandReused['code'], string> = {
  'unknown-activity': 'id: there is no such activity',
  'already-proposed': 'this activity has been proposed before',
  'already-cancelled': 'the activity is cancelled',
  'not-confirmed': 'the activity has no place that could be announced, pinned or moved',
  'rooms-do-not-match': 'rooms: one for each room that the activity needs',
  'answer-pending': 'the newest revision has not been answered yet; try again in a moment',
  'revision-mismatch':
    'If-Match: the activity has changed since: it is asked for otherwise, or staff have taken away what stood',
  'other-center': 'center: an activity never changes center; propose a new one there and cancel this one',
  'command-reused': 'Idempotency-Key: used before with another body',
};

const fieldOf: Partial<Record<ActivityRefusal['code'] | CommandReused['code'], string>> = {
  'unknown-activity': 'id',
  'rooms-do-not-match': 'rooms',
  'revision-mismatch': 'If-Match',
  'other-center': 'center',
  'command-reused': 'Idempotency-Key',
};

export const refusalProblems: Readonly<Record<string, number>> = statusOf;

/** A refusal of the activity's rules as a problem. */
export function refusalReply(refusal: ActivityRefusal | CommandReused): Reply {
  const { code, ...extra } = refusal;
  const field = fieldOf[code];
  const errors = field ? { errors: [{ field, code, message: detailOf[code].replace(/^[\w-]+: /, '') }] } : {};
  return problem(statusOf[code], code, detailOf[code], { ...extra, ...errors });
}
