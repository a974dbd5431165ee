import { proposal } from '../../support/centers.ts';
import type { Client } from './client.ts';
import { guidedProposal } from './neighbours.ts';
import { otherProposal } from './other-proposals.ts';
import type { Places } from './places.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const instant = (minute: number): string => `${new Date(minute * MINUTE_MS).toISOString().slice(0, 19)}Z`;

/** A start that others want as well: an hour of one of the next days, or one so near that its reminder comes due. */
function startMinute({ dice, now }: Pick<Client, 'dice' | 'now'>, soon: boolean): number {
  const minute = Math.ceil(now() / MINUTE_MS);
  if (soon && dice.chance(0.5)) return minute + 61 + dice.int(5);
  const midnight = Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
  return midnight + (1 + dice.int(4)) * DAY_MINUTES + 60 * (9 + dice.int(8));
}

/** One of the starts that people want. */
export const someStart = (client: Pick<Client, 'dice' | 'now'>): string => instant(startMinute(client, false));

const LEAD_DAYS = 7;

/** A start that is announced in a few minutes, or, among others that want the same hour, not while the run lasts. */
function startBeyondLead({ dice, now }: Pick<Client, 'dice' | 'now'>): number {
  const minute = Math.ceil(now() / MINUTE_MS);
  if (dice.chance(0.5)) return minute + LEAD_DAYS * DAY_MINUTES + 1 + dice.int(4);
  const midnight = Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
  return midnight + (LEAD_DAYS + 2 + dice.int(2)) * DAY_MINUTES + 60 * (9 + dice.int(3));
}

/** One proposal that offers several starts of a day, so that it is tentative. */
export function tentativeProposal(client: Client, places: Places): Record<string, unknown> {
  const { dice } = client;
  const start = startBeyondLead(client);
  return {
    ...anyProposal(client, places, false),
    preferredStart: instant(start),
    durationMinutes: dice.pick([30, 60, 90]),
    alternatives: [{ earliest: instant(start), latest: instant(start + 30 * (1 + dice.int(4))) }],
  };
}

/** One proposal: one time or several, short or over the end of a day, seldom one that cannot be. */
export function anyProposal(client: Client, places: Places, soon: boolean): Record<string, unknown> {
  const { dice } = client;
  const start = startMinute(client, soon);
  const centerId = dice.pick(places.centerIds);
  const change: Record<string, unknown> = {
    organization: dice.pick(places.organizations).id,
    title: `读书会 ${dice.int(1_000_000)}`,
    audience: dice.pick(['public', 'public', 'members', 'private']),
    headcount: 1 + dice.int(60),
    durationMinutes: dice.pick([30, 60, 60, 90, 120, 600, 1_500]),
  };
  if (dice.chance(0.3)) {
    const others = [60, 120, DAY_MINUTES, DAY_MINUTES + 60].slice(0, 1 + dice.int(4));
    change.alternatives = others.map((minutes) => ({ start: instant(start + minutes) }));
  }
  if (dice.chance(0.1)) {
    change.alternatives = [{ earliest: instant(start), latest: instant(start + 240) }];
  }
  if (dice.chance(0.1)) change.needs = [{ role: 'room', resourceId: dice.pick(places.roomsOf(centerId)) }];
  const one = proposal(centerId, instant(start), change);
  if (places.neighbours && dice.chance(0.4)) return guidedProposal(client, places, one);
  return places.variety && dice.chance(0.5) ? otherProposal(client, places, one) : one;
}

/** Bodies that no route may take, or trip over. */
export const nonsense: readonly unknown[] = [
  {},
  [],
  null,
  'text',
  { kind: 'community-activity' },
  { kind: { $ne: null }, center: 'center-1' },
  { kind: 'no-such-kind', title: 'x'.repeat(5_000), headcount: -1 },
  { ...proposal('center-1', '2026-02-30T10:00:00Z'), headcount: 1e308 },
  { ...proposal('no-such-center', '2026-06-03T10:00:00Z') },
  { ...proposal('center-1', '1999-06-03T10:00:00Z'), durationMinutes: 0 },
];
