import { type Interval, type LocalDate, minuteOf, type UnmetDemand, type UnmetGroup } from '@huitang/contracts';
import type { Collection } from '@huitang/runtime';
import { DateTime } from 'luxon';
import type { Coordinator } from '../coordinator/coordinator.ts';
import { takenWithin } from '../coordinator/taken-within.ts';
import { widestSpan } from '../domain/allocator/buffers.ts';
import { concernedOf, type KnownCenter } from '../facts.ts';
import { counterfactualOf, type Given } from './counterfactual.ts';
import { type Group, groupsOf } from './groups.ts';
import { localClock } from './local-clock.ts';
import type { Unmet } from './unmet.ts';
import { wishesIn } from './wishes.ts';

const ROWS_MAX = 10_000;
const MINUTE_MS = 60_000;

interface Dates {
  readonly from: LocalDate;
  /** Inside. */
  readonly to: LocalDate;
}

const midnight = (date: LocalDate, zone: string, plusDays: number): number =>
  Math.floor(DateTime.fromISO(date, { zone }).plus({ days: plusDays }).toMillis() / MINUTE_MS);

/** Every row whose preferred start lies in an interval, by start. */
export async function rowsIn(
  unmet: Collection<Unmet>,
  center: string,
  { start, end }: Interval,
): Promise<readonly Unmet[]> {
  const rows: Unmet[] = [];
  let cursor: string | undefined;
  do {
    const page = await unmet.find({
      where: { center, start: { gte: start, lt: end } },
      sort: [['start', 'asc']],
      limit: ROWS_MAX,
      ...(cursor && { cursor }),
    });
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return rows;
}

/** What was given over the whole stretch that these wishes could have touched, and what there is for them. */
async function givenFor(coordinator: Coordinator, known: KnownCenter, wishes: readonly Unmet[]): Promise<Given> {
  const needs = wishes.flatMap(({ demanded }) => demanded.needs);
  const resources = concernedOf(known, needs);
  const stretches = wishes.flatMap(({ demanded }) => {
    const span = widestSpan({ ...demanded, asGiven: false }, resources);
    return demanded.starts.map((start) => ({ start: minuteOf(start) + span.start, end: minuteOf(start) + span.end }));
  });
  const within = {
    start: Math.min(...stretches.map(({ start }) => start)),
    end: Math.max(...stretches.map(({ end }) => end)),
  };
  const { id } = known.center.profile;
  const { open, within: _, ...facts } = coordinator.factsOf(known, needs, within);
  const commitments = await takenWithin(coordinator, id, known, within);
  return { ...facts, commitments, tentative: [], policy: { center: id, open, nearestStarts: [], nearestMax: 0 } };
}

async function told(coordinator: Coordinator, known: KnownCenter, { told: group, wishes }: Group): Promise<UnmetGroup> {
  if (group.refused === 0) return group;
  const counterfactual = counterfactualOf(wishes, await givenFor(coordinator, known, wishes));
  return { ...group, ...(counterfactual && { counterfactual }) };
}

/** What was asked of a center and not given as asked, alike with alike, and what would have helped. */
export async function unmetDemand(
  coordinator: Coordinator,
  unmet: Collection<Unmet>,
  known: KnownCenter,
  { from, to }: Dates,
): Promise<UnmetDemand> {
  const { id, timeZone } = known.center.profile;
  const interval = { start: midnight(from, timeZone, 0), end: midnight(to, timeZone, 1) };
  const clock = localClock(timeZone);
  const groups = groupsOf(wishesIn(await rowsIn(unmet, id, interval), clock.dateOf), clock);
  return { center: id, from, to, items: await Promise.all(groups.map((group) => told(coordinator, known, group))) };
}
