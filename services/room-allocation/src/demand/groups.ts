import type { Need, UnmetGroup } from '@huitang/contracts';
import { causeOf } from './cause.ts';
import type { Unmet } from './unmet.ts';

/** The clock of the place: what a minute is there. */
export interface LocalClock {
  dateOf(minute: number): string;
  /** 1 for Monday to 7 for Sunday. */
  weekdayOf(minute: number): number;
  hourOf(minute: number): number;
}

/** Wishes alike, with what their report says but for what would have helped. */
export interface Group {
  readonly told: Omit<UnmetGroup, 'counterfactual'>;
  readonly wishes: readonly Unmet[];
}

/** Before the morning, morning, midday, afternoon, evening. */
const BANDS = [0, 9, 12, 14, 18, 24] as const;
/** Rooms are thought of in such sizes. */
const SIZES = [10, 20, 30, 40, 60, 80, 100, 120, 150, 200, 300, 500, 1_000, 10_000] as const;
const SEATS_SHARE = 0.8;

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();

export const featuresOf = (needs: readonly Need[]): string[] =>
  sorted(needs.flatMap((need) => (need.role === 'room' ? need.features : [])));

const rolesOf = (needs: readonly Need[]): string[] =>
  sorted(needs.flatMap(({ role }) => (role === 'room' || role === 'kit' || role === 'stop' ? [] : [role])));

function bandOf(hour: number): readonly [from: number, to: number] {
  const index = BANDS.findIndex((end) => hour < end);
  return [BANDS[index - 1] ?? 0, BANDS[index] ?? 24];
}

/** The size that so large a share of the wishes would have fitted into. */
export function seatsFor(wishes: readonly Unmet[]): number {
  const heads = wishes.map(({ demanded }) => demanded.headcount).sort((a, b) => a - b);
  const wanted = heads[Math.ceil(heads.length * SEATS_SHARE) - 1] ?? 0;
  return SIZES.find((size) => size >= wanted) ?? wanted;
}

function reasonsOf(wishes: readonly Unmet[]): UnmetGroup['reasons'] {
  const counts = new Map<string, number>();
  for (const wish of wishes) {
    const code = causeOf(wish)?.code;
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function toldOf(wishes: readonly Unmet[], clock: LocalClock): Group['told'] {
  const [first] = wishes;
  const needs = first?.demanded.needs ?? [];
  const [fromHour, toHour] = bandOf(clock.hourOf(first?.start ?? 0));
  const count = (outcome: Unmet['outcome']): number => wishes.filter((wish) => wish.outcome === outcome).length;
  const displaced = count('displaced');
  return {
    weekday: clock.weekdayOf(first?.start ?? 0),
    fromHour,
    toHour,
    features: featuresOf(needs),
    roles: rolesOf(needs),
    seats: seatsFor(wishes),
    refused: count('refused'),
    moved: count('moved'),
    foundNothing: count('found-nothing'),
    ...(displaced > 0 && { displaced }),
    organizations: new Set(wishes.flatMap(({ demanded }) => demanded.organizationId ?? [])).size,
    reasons: reasonsOf(wishes),
  };
}

/** Wishes by weekday, time of day and needs, those that most were refused of first. */
export function groupsOf(wishes: readonly Unmet[], clock: LocalClock): readonly Group[] {
  const groups = new Map<string, Unmet[]>();
  for (const wish of wishes) {
    const { needs } = wish.demanded;
    const [band] = bandOf(clock.hourOf(wish.start));
    const key = JSON.stringify([clock.weekdayOf(wish.start), band, featuresOf(needs), rolesOf(needs)]);
    groups.set(key, [...(groups.get(key) ?? []), wish]);
  }
  const told = [...groups.values()].map((alike) => ({ wishes: alike, told: toldOf(alike, clock) }));
  return told.sort((a, b) => b.told.refused - a.told.refused || b.wishes.length - a.wishes.length);
}
