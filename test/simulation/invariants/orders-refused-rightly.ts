import type { Commit } from '@huitang/runtime';
import { codeOf, commandOf, fieldOf, isRefused } from '../client-commands.ts';
import type { Ask, Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';

/** The rounds of one day: when each was opened, and whether one is over. */
interface Day {
  readonly openedAt: readonly number[];
  readonly isOver: boolean;
}

const without: Day = { openedAt: [], isOver: false };

const after = (day: Day, type: string, now: number): Day => {
  if (type === 'RoundOpened') return { ...day, openedAt: [...day.openedAt, now] };
  if (type === 'RoundPublished' || type === 'RoundGivenUp') return { ...day, isOver: true };
  return day;
};

/** `openRound` says the day in its body, what is done with a round in its address. */
const dayOf = ({ params, body }: Ask): string => `center-day/${params?.id}/${params?.date ?? fieldOf(body, 'date')}`;

/** What staff are refused about centers and rounds was so at some moment until they were told. */
export const ordersRefusedRightly: Invariant = {
  name: 'I3 orders are refused rightly',
  watch({ world: { scheduler } }) {
    const centers = new Set<string>();
    const days = new Map<string, Day>();

    function isJustified({ ask, sentAt }: Exchange, code: string): boolean {
      const { openedAt, isOver } = days.get(dayOf(ask)) ?? without;
      switch (code) {
        case 'already-open':
          return centers.has(`center/${fieldOf(ask.body, 'id')}`);
        case 'no-round':
          return openedAt.every((at) => at > sentAt);
        case 'round-over':
          return isOver;
        case 'round-not-over':
          return openedAt.length > 0;
        // No client here names a round: the one that is meant is the day's last when the request comes.
        case 'day-changed':
          return openedAt.slice(1).some((at) => at >= sentAt);
        default:
          return true;
      }
    }

    return {
      committed(service, { stream, events }: Commit) {
        if (service !== 'room-allocation') return [];
        if (stream.startsWith('center/')) centers.add(stream);
        for (const { type } of stream.startsWith('center-day/') ? events : []) {
          days.set(stream, after(days.get(stream) ?? without, type, scheduler.now()));
        }
        return [];
      },
      answered(exchange): Findings {
        const { ask } = exchange;
        const code = codeOf(exchange);
        if (!isRefused(exchange) || code === undefined || isJustified(exchange, code)) return [];
        return [`${ask.operationId} (${commandOf(ask)}) of ${dayOf(ask)} was refused as ${code}, which was never so`];
      },
    };
  },
};
