import type { Random } from '@huitang/engine-simulated';
import { alwaysOpen, center, type RoomSketch } from '../../support/centers.ts';
import type { WorkloadSize } from '../options.ts';
import { someRules } from './booking-rules.ts';
import { lender } from './neighbours.ts';
import { peopleAndKit, tianping } from './tianping.ts';

/** What there is to be booked, and by whom. */
export interface Places {
  readonly centers: readonly Record<string, unknown>[];
  /** Those whose rooms people ask for by name. */
  readonly centerIds: readonly string[];
  readonly organizations: readonly Organization[];
  /** True where there is more to be had than rooms. */
  readonly variety: boolean;
  /** True where centers have neighbours whose people they may borrow. */
  readonly neighbours: boolean;
  /** True where rooms have rules of who may book them. */
  readonly rules: boolean;
  roomsOf(centerId: string): readonly string[];
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'zh' | 'en';
}

const ORGANIZATIONS = 4;

const roomsOf = (centerId: string, count: number): readonly RoomSketch[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${centerId}-room-${index + 1}`,
    capacity: 20 + 40 * index,
    setupMinutes: 10 * (index % 3),
    // Longer than what every activity leaves behind it anyway.
    teardownMinutes: 25 * (index % 2),
  }));

type Opened = ReturnType<typeof center>;

const withMore = (one: Opened): Places['centers'][number] => ({
  ...one,
  resources: [...one.resources, ...peopleAndKit(one.id)],
});

const withRules = (one: Opened, dice: Random): Opened => ({
  ...one,
  resources: one.resources.map((resource) => ({ ...resource, ...someRules(dice) })),
});

/** All that is opened: also the center that the catalogue's routes belong to, and one that lends its guides. */
function opening(opened: readonly Opened[], { variety, neighbours, timeZone }: WorkloadSize): Places['centers'] {
  // Where people are lent, every second center has somebody of its own.
  const hasPeople = (index: number): boolean => variety || (neighbours && index % 2 === 1);
  return [
    ...opened.map((one, index) => (hasPeople(index) ? withMore(one) : one)),
    ...(variety ? [tianping(timeZone)] : []),
    ...(neighbours ? [lender(timeZone)] : []),
  ];
}

/** Few rooms and few hours, so that people want the same ones. */
export function placesOf(dice: Random, size: WorkloadSize): Places {
  const { centers, roomsEach, variety, neighbours, rules, timeZone } = size;
  const centerIds = Array.from({ length: centers }, (_, index) => `center-${index + 1}`);
  const opened = centerIds.map((id) => {
    const one = center(id, roomsOf(id, roomsEach), {
      timeZone,
      dayBoundaryMinutes: dice.pick([0, 240, 600]),
      openingHours: dice.chance(0.7) ? alwaysOpen : Array.from({ length: 7 }, () => [{ from: 480, to: 1_320 }]),
    });
    return rules ? withRules(one, dice) : one;
  });
  return {
    centerIds,
    variety,
    neighbours,
    rules,
    centers: opening(opened, size),
    roomsOf: (centerId) => roomsOf(centerId, roomsEach).map(({ id }) => id),
    organizations: Array.from({ length: ORGANIZATIONS }, (_, index) => ({
      id: `branch-${index + 1}`,
      name: `第 ${index + 1} 党支部`,
      // One of them has an address that does not exist.
      email: `branch-${index + 1}${index === ORGANIZATIONS - 1 ? '@refused.example.org' : '@example.org'}`,
      language: index % 2 === 0 ? 'zh' : 'en',
    })),
  };
}
