import type { ActivityConfirmed } from '@huitang/contracts';
import { busIsIdle, parkedStreams, streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { publicState } from './public-state.ts';

/** What a tick, a question and its answer may take, once the faults have stopped. */
const MARGIN_MS = 30_000;

const isOverdue = ({ announced, announcesAt }: ActivityConfirmed, now: number): boolean =>
  announced === false && Date.parse(announcesAt ?? '') + MARGIN_MS < now;

function overdue(view: View): Findings {
  const { world, options } = view;
  const now = world.scheduler.now();
  const streams = streamsOf(view, 'scheduling', 'activity/');
  return [...publicState(view).activities].flatMap(([id, { confirmed, cancelled }]) => {
    const known = Date.parse(streams.get(`activity/${id}`)?.at(-1)?.at ?? '');
    const hadTime = Math.max(known, options.startMs + options.healAfterMs) + MARGIN_MS < now;
    if (cancelled || !hadTime || !isOverdue(confirmed, now)) return [];
    return [`${id}#${confirmed.revision} was to be announced at ${confirmed.announcesAt}, and is not`];
  });
}

/** Once the faults have stopped, everything tentative whose lead has come is announced. */
export const announcedInTime: Invariant = {
  name: 'I4 announced in time',
  watch: (view) => ({
    ended({ quiet }) {
      const isSettled = busIsIdle(view) && parkedStreams(view).every(({ subject }) => view.poisoned.has(subject));
      return quiet && isSettled ? overdue(view) : [];
    },
  }),
};
