import { center, room } from '../support/centers.ts';
import type { clientOf } from '../support/client.ts';
import { pick } from './dice.ts';

export const CENTER = 'crash';
export const ORGANIZATION = 'branch';
/** Days from the first start of the run on which rooms are asked for: few, so that there are rivals for every hour. */
const DAYS = 12;
const FIRST_DAY = 3;
const DAY_MS = 86_400_000;

/** Rooms that differ in what they need before and after, a guide, and headsets for two groups: each runs out at times. */
const profile = () => {
  const { resources, ...rest } = center(CENTER, []);
  return {
    ...rest,
    resources: [
      ...resources,
      room({ id: `${CENTER}-hall`, capacity: 200, setupMinutes: 30, teardownMinutes: 30 }),
      room({ id: `${CENTER}-studio`, capacity: 60, features: ['projector'], setupMinutes: 15, teardownMinutes: 15 }),
      room({ id: `${CENTER}-parlour`, capacity: 30 }),
      { type: 'person', id: `${CENTER}-guide`, name: 'Guide', roles: ['guide'] },
      { type: 'kit', id: `${CENTER}-headsets`, name: 'Headsets', count: 50 },
    ],
  };
};

export const organization = (id: string) => ({
  id,
  name: `第 ${id} 支部`,
  email: `${id}@example.org`,
  language: 'zh',
});

/** Opens the center and enters the organization that everything here is proposed by. */
export async function openPlace({ post, get }: ReturnType<typeof clientOf>): Promise<void> {
  const opened = await post('/api/centers', profile());
  const entered = await post('/api/organizations', organization(ORGANIZATION));
  if (opened.status !== 201 || entered.status !== 201) throw new Error(`not opened: ${opened.text} ${entered.text}`);
  await get(`/api/activities?seen=${encodeURIComponent(opened.headers.get('huitang-position') ?? '')}`);
}

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The days that rooms are asked for, as windows [from, to). */
export interface Season {
  readonly firstDayMs: number;
}

export const seasonFrom = (nowMs: number): Season => ({
  firstDayMs: (Math.floor(nowMs / DAY_MS) + FIRST_DAY) * DAY_MS,
});

/** Each day of the season, and the one after it, for what runs over midnight. */
export const daysOf = ({ firstDayMs }: Season): readonly { readonly from: string; readonly to: string }[] =>
  Array.from({ length: DAYS + 2 }, (_, day) => ({
    from: instant(firstDayMs + day * DAY_MS),
    to: instant(firstDayMs + (day + 1) * DAY_MS),
  }));

/** A whole half hour within the season; half of all are on its first days, where everybody wants to be. */
export function someStart({ firstDayMs }: Season, dice: () => number): string {
  const day = Math.floor(dice() * (dice() < 0.5 ? 2 : DAYS));
  return instant(firstDayMs + day * DAY_MS + pick(dice, [0, 1, 12, 20, 24, 30, 36, 40, 47]) * 30 * 60_000);
}
