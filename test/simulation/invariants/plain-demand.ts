import { type CenterOpened, type Demanded, minuteOf } from '@huitang/contracts';
import { eventId } from '@huitang/runtime';
import { streamsOf } from '../state.ts';
import type { View } from './invariant.ts';

/** How a wish was not answered as it was meant. */
export const OUTCOMES = ['refused', 'moved', 'foundNothing', 'displaced'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an event says of somebody's wish. */
interface Told {
  readonly asker: string;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly start: number;
  /** Who wants what on which day: the same wish, however often it is asked. */
  readonly wish: string;
  readonly group: string;
  readonly organization: string | undefined;
}

/** Wishes alike: how many, and of each outcome how many for certain and at most. */
export interface Counted {
  readonly wishes: number;
  readonly organizations: number;
  readonly sure: Readonly<Record<Outcome, number>>;
  readonly possible: Readonly<Record<Outcome, number>>;
}

const OUTCOME_OF: Readonly<Record<string, Outcome>> = {
  AllocationRefused: 'refused',
  AllocationGranted: 'moved',
  AllocationDisplaced: 'displaced',
  SearchFoundNothing: 'foundNothing',
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the calendar and the clock on the wall say. */
export function wallAt(minute: number, timeZone: string) {
  const known = formats.get(timeZone);
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short', hour: '2-digit' } as const;
  const format = known ?? new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...fields });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(minute * 60_000).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
    hour: Number(parts.get('hour')),
  };
}

function hoursAround(hour: number): string {
  if (hour < 9) return '0-9';
  if (hour < 12) return '9-12';
  if (hour < 14) return '12-14';
  return hour < 18 ? '14-18' : '18-24';
}

/** The name of a group, however the report orders it. */
export const groupName = (weekday: number, hours: string, features: readonly string[], roles: readonly string[]) =>
  `day ${weekday}, ${hours} h, [${[...features].sort()}], [${[...roles].sort()}]`;

function groupOf({ needs }: Demanded, weekday: number, hour: number): string {
  const features = new Set(needs.flatMap((need) => (need.role === 'room' ? need.features : [])));
  const roles = new Set(needs.map(({ role }) => role).filter((role) => !['room', 'kit', 'stop'].includes(role)));
  return groupName(weekday, hoursAround(hour), [...features], [...roles]);
}

/** As the log writes these events. */
interface Data {
  readonly activityId?: string;
  readonly revision?: number;
  readonly centerId: string;
  readonly demanded?: Demanded;
}

function toldBy(id: string, outcome: Outcome, { activityId = id, revision = 1, demanded }: Data, zone: string): Told[] {
  if (!demanded) return [];
  const { organizationId: organization, kindId, headcount, durationMinutes, needs } = demanded;
  const start = minuteOf(demanded.starts[0] ?? '');
  const { date, weekday, hour } = wallAt(start, zone);
  const who = outcome === 'foundNothing' ? activityId : organization;
  const wish = JSON.stringify([
    who,
    kindId,
    headcount,
    durationMinutes,
    needs.map((one) => Object.entries(one).sort()),
    date,
  ]);
  return [{ asker: activityId, revision, outcome, start, wish, group: groupOf(demanded, weekday, hour), organization }];
}

/** The newest thing that each stream says of each asker. */
function newestTold(view: Pick<View, 'world'>, center: string, zone: string): readonly Told[] {
  const newest = new Map<string, Told>();
  for (const [stream, commits] of streamsOf(view, 'room-allocation', '')) {
    for (const { version, events } of commits) {
      for (const [index, { type, data }] of events.entries()) {
        const outcome = OUTCOME_OF[type];
        // What the log has was written by the schema of its type.
        if (outcome === undefined || (data as Data).centerId !== center) continue;
        for (const told of toldBy(eventId(stream, version, index), outcome, data as Data, zone))
          newest.set(`${stream} ${told.asker}`, told);
      }
    }
  }
  return [...newest.values()];
}

const byKey = (all: readonly Told[], key: 'asker' | 'wish' | 'group'): readonly (readonly Told[])[] => {
  const found = new Map<string, Told[]>();
  for (const told of all) found.set(told[key], [...(found.get(told[key]) ?? []), told]);
  return [...found.values()];
};

/** Those of the newest revision, and of them the earliest: more than one where nothing tells them apart. */
function lastWord(all: readonly Told[]): readonly Told[] {
  const revision = Math.max(...all.map((told) => told.revision));
  return earliest(all.filter((told) => told.revision === revision));
}

function earliest(all: readonly Told[]): readonly Told[] {
  const start = Math.min(...all.map((told) => told.start));
  return all.filter((told) => told.start === start);
}

const tally = (count: (outcome: Outcome) => number): Counted['sure'] => ({
  refused: count('refused'),
  moved: count('moved'),
  foundNothing: count('foundNothing'),
  displaced: count('displaced'),
});

function counted(wishes: readonly (readonly Told[])[]): Counted {
  const is = (outcome: Outcome) => (told: Told) => told.outcome === outcome;
  return {
    wishes: wishes.length,
    organizations: new Set(wishes.flat().flatMap(({ organization }) => organization ?? [])).size,
    sure: tally((outcome) => wishes.filter((one) => one.every(is(outcome))).length),
    possible: tally((outcome) => wishes.filter((one) => one.some(is(outcome))).length),
  };
}

/** The zone of a center, as it was opened. */
export function zoneOf({ world }: Pick<View, 'world'>, center: string): string | undefined {
  const opened = world.durable.log('room-allocation').ofStream(`center/${center}`)[0]?.events[0];
  // What the log has was written by the schema of its type.
  return opened?.type === 'CenterOpened' ? (opened.data as CenterOpened).profile.timeZone : undefined;
}

/**
 * What the log says was wanted of a center from one date to another and not given as asked, by group: a wish once,
 * however often it was tried. Undefined where an asker's last word is not one wish.
 */
export function plainDemand(
  view: Pick<View, 'world'>,
  center: string,
  { from, to }: { readonly from: string; readonly to: string },
): ReadonlyMap<string, Counted> | undefined {
  const zone = zoneOf(view, center) ?? 'UTC';
  const within = newestTold(view, center, zone).filter(({ start }) => {
    const { date } = wallAt(start, zone);
    return from <= date && date <= to;
  });
  const words = byKey(within, 'asker').map(lastWord);
  if (words.some((same) => new Set(same.map(({ wish }) => wish)).size > 1)) return undefined;
  const wishes = byKey(words.flat(), 'wish').map(earliest);
  const groups = new Map<string, (readonly Told[])[]>();
  for (const one of wishes) {
    const name = one[0]?.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return new Map([...groups].map(([name, alike]) => [name, counted(alike)]));
}
