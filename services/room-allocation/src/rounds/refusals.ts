import { type CommandReused, Fault, problem, type Reply } from '@huitang/runtime';
import type { CenterDayRefusal } from '../domain/center-day-command.ts';
import type { RoundRefusal } from '../domain/round-command.ts';

type Refused = RoundRefusal | CommandReused;
type Code = Refused['code'];

const statusOf: Record<Code, number> = {
  'no-round': 404,
  'round-not-over': 409,
  'round-over': 409,
  'closes-in-the-past': 422,
  'publishes-too-late': 422,
  'not-in-round': 422,
  'start-not-offered': 422,
  'one-room-for-each-need': 422,
  'day-changed': 409,
  'not-solved': 409,
  'command-reused': 422,
};

const said: Record<Code, readonly [field: string, wanted: string]> = {
  'no-round': ['date', 'a day that has a round'],
  'round-not-over': ['date', 'a day whose last round is over, with everybody answered'],
  'round-over': ['date', 'a day whose round is under way: this one is over'],
  'closes-in-the-past': ['closesAt', 'a time to come'],
  'publishes-too-late': ['publishesAt', 'not after the day begins'],
  'not-in-round': ['activityId', 'an activity that is answered in this round'],
  'start-not-offered': ['start', 'a start that the wish accepts on this day'],
  'one-room-for-each-need': ['rooms', 'one room for each room that the wish needs'],
  'day-changed': ['date', 'a day that has not changed meanwhile'],
  'not-solved': ['date', 'a day whose round is solved'],
  'command-reused': ['Idempotency-Key', 'a key that was not used before with another body'],
};

export const roundProblems: Readonly<Record<string, number>> = {
  ...statusOf,
  'unknown-center': 404,
  'no-such-room': 422,
  'not-allowed': 403,
};

const isOfRounds = (refusal: CenterDayRefusal | CommandReused): refusal is Refused =>
  Object.hasOwn(statusOf, refusal.code);

/** The same, where the request names the round. */
const saidOfNumber: Readonly<Partial<Record<Code, readonly [field: string, wanted: string]>>> = {
  'no-round': ['number', 'a round that the day has had'],
  'day-changed': ['number', 'the round that the day has now'],
};

interface Named {
  readonly number?: number | undefined;
}

/** A refusal of a round's rules as a problem; `number`: the round that the request named. */
export function roundRefusal(refusal: CenterDayRefusal | CommandReused, { number }: Named = {}): Reply {
  // The other rules of a day are about other commands.
  if (!isOfRounds(refusal)) throw new Fault('unexpected-refusal', refusal.code, { retriable: false });
  const { code, ...extra } = refusal;
  const [named, message] = (number !== undefined && saidOfNumber[code]) || said[code];
  const field = 'index' in refusal ? `items[${refusal.index}].${named}` : named;
  return problem(statusOf[code], code, `${field}: ${message}`, { ...extra, errors: [{ field, code, message }] });
}
