import type { TraceRecord } from '@huitang/engine-simulated';

/** Calls that are made all the time, whatever happens. */
const POLLS = new Set([
  'log.unpublished',
  'log.markPublished',
  'bus.commit',
  'bus.lag',
  'bus.waiting',
  'bus.parked',
  'records.due',
  'records.expire',
  'disk.sync',
]);

const READS = new Set(['log.read', 'log.findCommand', 'log.all', 'views.get', 'views.find', 'records.get', 'history']);

/** Where consumers are, and which keys are used: the same for everything. */
const BOOKS = /^(positions\.|http-idempotency\/|http-unchanged\/)/;

/** It had been sent before, and takes effect now. */
const LANDED = 'landed';

/** How a call went, by its effect and its answer: `done` and `ok` are `ok`. */
function outcomeOf(effect: string, answer: string | undefined): string {
  if (answer === undefined) return effect === 'done' ? 'done, nobody heard' : effect;
  if (effect === 'done') return answer;
  return effect === answer ? effect : `${effect}: ${answer}`;
}

/** One line for a call, at its effect. */
function callsJoined(trace: readonly TraceRecord[]): readonly TraceRecord[] {
  const answers = new Map<number, string>();
  const effects = new Set<number>();
  const lines = trace.filter(({ call, outcome }) => {
    if (call === undefined || !effects.has(call)) return call === undefined || effects.add(call);
    if (outcome === LANDED) return true;
    answers.set(call, outcome);
    return false;
  });
  return lines.map((line) =>
    line.call === undefined || line.outcome === LANDED
      ? line
      : { ...line, outcome: outcomeOf(line.outcome, answers.get(line.call)) },
  );
}

/** A trace as people read it: without what is done all the time and went well. */
export const storyOf = (trace: readonly TraceRecord[]): readonly TraceRecord[] =>
  callsJoined(trace).filter(({ what, key, outcome }) => outcome !== 'ok' || !(POLLS.has(what) || BOOKS.test(key)));

/** Also without reads that went well. */
export const briefly = (story: readonly TraceRecord[]): readonly TraceRecord[] =>
  story.filter(({ what, outcome }) => outcome !== 'ok' || !READS.has(what));
