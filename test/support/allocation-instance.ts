import { CenterId, type Interval, type Minute, minuteOf, Need, Resource } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, Closure } from '@huitang/room-allocation/allocator';
import { random } from './random.ts';

// One center over thirty days with a peak around the twentieth, as docs/allocation.md describes it. Made up from a seed.

export interface InstanceSize {
  readonly days: number;
  readonly requests: number;
  /** Whether a fifth of the requests also accept one or two other days. */
  readonly crossDay: boolean;
}

export const USUAL: InstanceSize = { days: 30, requests: 1_000, crossDay: false };

const DAY = 1_440;
/** A Monday. */
const FIRST_DAY = minuteOf('2026-06-01T00:00:00Z');
const OPEN_FROM = 8 * 60 + 30;
const CLOSE = 18 * 60;
const CLOSE_LATE = 21 * 60;
const CLOSED_SHARE = 0.03;
const WALK_GAP = 5;

const CAPACITIES = [300, 150, 100, 80, 60, 60, 50, 40, 40, 30, 24, 12];
const FEATURES: Readonly<Record<string, readonly number[]>> = {
  flag: [0, 2, 4, 7],
  projector: [0, 1, 2, 3, 5, 6, 8, 9],
  stage: [0, 1, 3],
  'step-free': [0, 1, 2, 4, 6, 8, 10],
  piano: [1, 4],
};

const buffersOf = (room: number) => ({
  setupMinutes: room < 2 ? 30 : room < 8 ? 15 : 0,
  teardownMinutes: room < 2 ? 30 : 15,
});

const roomsOf = () =>
  CAPACITIES.map((capacity, index) => ({
    type: 'room',
    id: `center-room-${index + 1}`,
    name: `Room ${index + 1}`,
    capacity,
    features: Object.keys(FEATURES).filter((feature) => FEATURES[feature]?.includes(index)),
    ...buffersOf(index),
  }));

const guidesOf = () =>
  Array.from({ length: CAPACITIES.length / 4 }, (_, index) => ({
    type: 'person',
    id: `center-guide-${index + 1}`,
    name: `Guide ${index + 1}`,
    roles: ['guide'],
  }));

const KIT = { type: 'kit', id: 'center-headsets', name: 'Headsets', count: CAPACITIES.length / 4 };

const stopsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'stop',
    id: `center-stop-${index + 1}`,
    name: `Stop ${index + 1}`,
    headwayMinutes: WALK_GAP,
  }));

type Draw = () => number;

const whole = (draw: Draw, from: number, to: number): number => from + Math.floor(draw() * (to - from + 1));

const logUniform = (draw: Draw, from: number, to: number): number =>
  Math.round(Math.exp(Math.log(from) + draw() * (Math.log(to) - Math.log(from))));

const quarters = (draw: Draw, from: number, to: number): number =>
  from + 15 * whole(draw, 0, Math.floor((to - from) / 15));

interface Route {
  readonly needs: readonly Need[];
  readonly minutes: number;
}

const STOPS = 7;

/** Three or four different stops, ten to twenty minutes at each, and five to walk on. */
function routeOf(draw: Draw): Route {
  const stops: number[] = [];
  const length = whole(draw, 3, 4);
  while (stops.length < length) {
    const stop = whole(draw, 1, STOPS);
    if (!stops.includes(stop)) stops.push(stop);
  }
  let minutes = 0;
  const needs = stops.map((stop) => {
    const stay = whole(draw, 10, 20);
    const need = Need.parse({ role: 'stop', resourceId: `center-stop-${stop}`, offsetMinutes: minutes, minutes: stay });
    minutes += stay + WALK_GAP;
    return need;
  });
  return { needs, minutes };
}

interface Kind {
  readonly share: number;
  readonly weight: number;
  readonly feature?: string;
  readonly people: readonly [number, number];
  readonly minutes?: readonly [number, number];
  /** How often a guide is needed. */
  readonly guide?: number;
}

const KINDS: readonly Kind[] = [
  { share: 0.2, weight: 3, feature: 'flag', people: [15, 120], minutes: [45, 90], guide: 0.5 },
  { share: 0.24, weight: 2, feature: 'projector', people: [20, 140], minutes: [90, 180] },
  { share: 0.24, weight: 1, people: [6, 50], minutes: [60, 180] },
  { share: 0.08, weight: 1, feature: 'projector', people: [20, 90], minutes: [90, 150] },
  { share: 0.1, weight: 1, feature: 'stage', people: [10, 50], minutes: [120, 240] },
  { share: 0.14, weight: 2, people: [10, 40], guide: 1 },
];

const WALK = KINDS.at(-1);

function kindOf(draw: Draw): Kind {
  let left = draw();
  for (const kind of KINDS) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  return KINDS[0] as Kind;
}

const isWeekend = (day: number): boolean => day % 7 >= 5;

/** Demand of a day beside that of others. */
const rushOf = (day: number): number => (1 + 1.7 * Math.exp(-((day - 19.5) ** 2) / 12.5)) * (isWeekend(day) ? 0.7 : 1);

function dayOf(draw: Draw, days: number): number {
  const rush = Array.from({ length: days }, (_, day) => rushOf(day));
  let left = draw() * rush.reduce((sum, one) => sum + one, 0);
  for (const [day, one] of rush.entries()) {
    left -= one;
    if (left < 0) return day;
  }
  return days - 1;
}

/** Open hours of a day, counted from its midnight: Tuesdays and Thursdays are long. */
const hoursOf = (day: number): Interval => ({
  start: OPEN_FROM,
  end: day % 7 === 1 || day % 7 === 3 ? CLOSE_LATE : CLOSE,
});

function preferredOf(draw: Draw, { start, end }: Interval, minutes: number): number {
  const when = draw();
  if (when < 0.45) return 9 * 60 + 15 * whole(draw, 0, 5);
  if (when < 0.8) return 14 * 60 + 15 * whole(draw, 0, 5);
  return start + 15 * whole(draw, 0, Math.max(0, Math.floor((end - start - minutes) / 15)));
}

/** How far from the wished time is accepted, in minutes either way. */
function windowOf(draw: Draw): number {
  const share = draw();
  return share < 0.35 ? 0 : share < 0.67 ? 60 : 150;
}

function otherDays(draw: Draw, day: number, days: number): readonly number[] {
  const count = whole(draw, 1, 2);
  const others = Array.from({ length: count }, () => Math.min(days - 1, Math.max(0, day + whole(draw, -3, 3))));
  return [...new Set(others)].filter((other) => other !== day);
}

function startsOf(days: readonly number[], preferred: number, window: number, minutes: number): readonly Minute[] {
  const [wished = 0] = days;
  const steps = Array.from({ length: (2 * window) / 30 + 1 }, (_, step) => preferred - window + 30 * step);
  const all = days.flatMap((day) => {
    const { start, end } = hoursOf(day);
    return steps.filter((at) => at >= start && at + minutes <= end).map((at) => FIRST_DAY + day * DAY + at);
  });
  const distance = (at: Minute): number => Math.abs(at - (FIRST_DAY + wished * DAY + preferred));
  return all.sort((a, b) => distance(a) - distance(b) || a - b);
}

function requestOf(draw: Draw, number: number, routes: readonly Route[], size: InstanceSize): AllocationRequest {
  const kind = kindOf(draw);
  const headcount = logUniform(draw, ...kind.people);
  const route = kind === WALK ? routes[whole(draw, 0, routes.length - 1)] : undefined;
  const minutes = route?.minutes ?? quarters(draw, ...(kind.minutes ?? [60, 60]));
  const features = [...(kind.feature ? [kind.feature] : []), ...(!route && draw() < 0.08 ? ['step-free'] : [])];
  const guide = kind.guide !== undefined && draw() < kind.guide;
  const day = dayOf(draw, size.days);
  const preferred = preferredOf(draw, hoursOf(day), minutes);
  const window = windowOf(draw);
  const days = [day, ...(size.crossDay && draw() < 0.2 ? otherDays(draw, day, size.days) : [])];
  return {
    requestId: `request-${number}`,
    starts: startsOf(days, preferred, window, minutes),
    preferredStart: FIRST_DAY + day * DAY + preferred,
    durationMinutes: minutes,
    headcount,
    needs: [
      ...(route ? route.needs : [Need.parse({ role: 'room', features })]),
      ...(guide ? [Need.parse({ role: 'guide' })] : []),
    ],
    setupMinutes: 0,
    teardownMinutes: 0,
    asGiven: false,
    weight: kind.weight,
  };
}

/** Half a day at a time. */
function closuresOf(draw: Draw, days: number): readonly Closure[] {
  const closures: Closure[] = [];
  for (let day = 0; day < days; day += 1) {
    const { start, end } = hoursOf(day);
    const noon = Math.floor((start + end) / 2);
    for (const { id } of roomsOf()) {
      if (draw() >= CLOSED_SHARE) continue;
      const [from, to] = draw() < 0.5 ? [start, noon] : [noon, end];
      closures.push({ resourceId: id, start: FIRST_DAY + day * DAY + from, end: FIRST_DAY + day * DAY + to });
    }
  }
  return closures;
}

/** The same seed and size make the same instance. */
export function allocationInstance(seed: number, size: InstanceSize = USUAL): AllocationProblem {
  const draw = random(seed);
  const resources = [...roomsOf(), ...guidesOf(), KIT, ...stopsOf(STOPS)].map((one) => Resource.parse(one));
  const routes = [1, 2, 3].map(() => routeOf(draw));
  const closures = closuresOf(draw, size.days);
  const requests = Array.from({ length: size.requests }, (_, index) => requestOf(draw, index + 1, routes, size));
  const open = Array.from({ length: size.days }, (_, day) => {
    const { start, end } = hoursOf(day);
    return { start: FIRST_DAY + day * DAY + start, end: FIRST_DAY + day * DAY + end };
  });
  return {
    rooms: resources.filter((resource) => resource.type === 'room'),
    pools: resources.filter((resource) => resource.type === 'person' || resource.type === 'kit'),
    stops: resources.filter((resource) => resource.type === 'stop'),
    closures,
    commitments: [],
    tentative: [],
    requests,
    policy: { center: CenterId.parse('center'), open, nearestStarts: [], nearestMax: 0 },
  };
}

/** Room minutes asked for, with 25 for setup and teardown of each, as a share of those that are open; walks take none. */
export function loadOf({ requests, rooms, policy }: AllocationProblem): number {
  const asked = requests
    .filter(({ needs }) => needs.some(({ role }) => role === 'room'))
    .reduce((sum, { durationMinutes }) => sum + durationMinutes + 25, 0);
  const open = policy.open.reduce((sum, { start, end }) => sum + end - start, 0);
  return asked / (open * rooms.length);
}
