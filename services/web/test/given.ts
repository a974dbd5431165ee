import {
  type Audience,
  CenterDocument,
  type Claim,
  type Interval,
  instantOf,
  minuteOf,
  Reservation,
  Resource,
  RoomUse,
} from '@huitang/contracts';
import type { z } from 'zod';
import { ActivityAnswer, Feed, Kind, ListedActivity, Package, WalkingRoute } from '../src/api/answers.ts';
import { daysFrom } from '../src/model/local-day.ts';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const both = (text: string) => ({ zh: text, en: text });
const week = (from: number, to: number) => Array.from({ length: 7 }, () => [{ from, to }]);

/** A center in Shanghai, open from 8 to 21:30 on every day. */
export const center = (changes: Partial<z.input<typeof CenterDocument>> = {}): CenterDocument =>
  CenterDocument.parse({
    id: 'tianping',
    name: { zh: '天平街道党群服务中心', en: 'Tianping Center' },
    formerNames: [{ name: { zh: '天平街道党员服务中心', en: 'Tianping Party Member Center' }, until: '2015-01-01' }],
    address: { zh: '上海市徐汇区建国西路', en: 'Jianguo Road (W), Shanghai' },
    geo: { latitude: 31.2035, longitude: 121.4445 },
    timeZone: 'Asia/Shanghai',
    openingHours: week(480, 1290),
    facilities: [
      { id: 'tianping-canteen', name: { zh: '社区食堂', en: 'Community canteen' }, hours: week(645, 795) },
      { id: 'tianping-baby-care', name: { zh: '母婴室', en: 'Baby-care room' }, hours: week(480, 1290) },
    ],
    sample: true,
    version: 1,
    ...changes,
  });

export const hall = Resource.parse({
  type: 'room',
  id: 'tianping-hall',
  name: { zh: '天平会堂', en: 'Tianping Hall' },
  capacity: 200,
  floor: '2F',
  features: ['oath-wall', 'flag', 'zero-gravity'],
  setupMinutes: 30,
  teardownMinutes: 30,
});

export const study = Resource.parse({
  type: 'room',
  id: 'tianping-study',
  name: { zh: '学习室', en: 'Study Room' },
  capacity: 24,
});

const guide = Resource.parse({
  type: 'person',
  id: 'tianping-guide-a',
  name: { zh: '讲解员甲', en: 'Guide A' },
  roles: ['guide'],
});

export const resources = [hall, study, guide];

/** A center of so many rooms, and what is in them in a week from the first of July on: evenly spread, an hour each. */
export function bigCenter(rooms: number, activities: number) {
  const of = Array.from({ length: rooms }, (_, index) =>
    Resource.parse({ ...study, id: `tianping-room-${index + 1}`, name: both(`Room ${index + 1}`) }),
  );
  const timesOf = (number: number) => {
    const start = minuteOf('2026-07-01T08:00:00+08:00') + (number % 7) * 1440 + Math.floor(number / (rooms * 7)) * 75;
    return { start: instantOf(start), end: instantOf(start + 60) };
  };
  const taken = Array.from({ length: activities }, (_, number) => reservation(number, timesOf(number)));
  const plain = use();
  return {
    resources: of,
    use: RoomUse.parse({
      ...plain,
      resources: of.map(({ id, type, name }, room) => {
        const reservations = taken.filter((__, number) => Math.floor(number / 7) % rooms === room);
        return { id, type, name, capacity: 24, reservations };
      }),
    }),
    listed: taken.map((_, number) => listed(number, timesOf(number))).sort((a, b) => (a.start < b.start ? -1 : 1)),
    feeds: [feed('center', 'tianping'), ...of.map(({ id }) => feed('room', id))],
  };
}

export const oathRenewal = { id: 'oath-renewal', name: { zh: '重温入党誓词', en: 'Oath renewal' } };

interface Times {
  readonly start: string;
  readonly end: string;
  readonly setup?: number;
  readonly teardown?: number;
}

/** `start` and `end` are the activity's own. */
export const reservation = (
  number: number,
  { start, end, setup = 0, teardown = 0 }: Times,
  changes: Partial<z.input<typeof Reservation>> = {},
): Reservation =>
  Reservation.parse({
    activityId: idOf(number),
    start: instantOf(minuteOf(start) - setup),
    end: instantOf(minuteOf(end) + teardown),
    activityStart: start,
    activityEnd: end,
    count: 1,
    title: both('衡山支部重温入党誓词'),
    kind: oathRenewal,
    audience: 'public',
    headcount: 38,
    ...changes,
  });

/** Nothing but the place and the time, as the API tells it. */
export const occupied = (number: number, times: Times): Reservation => {
  const { activityId: _, kind: __, headcount: ___, ...rest } = reservation(number, times);
  return Reservation.parse({ ...rest, audience: 'private', title: { zh: '已占用', en: 'Occupied' } });
};

interface UseOf {
  readonly center?: CenterDocument;
  readonly from?: string;
  readonly reservations?: Readonly<Record<string, readonly Reservation[]>>;
  readonly open?: readonly { readonly date: string; readonly spans: readonly { start: string; end: string }[] }[];
}

/** Seven days from `from` on, open from 8:00 to 21:30 in Shanghai unless said otherwise. */
export function use({ center: of = center(), from = '2026-07-01', reservations = {}, open }: UseOf = {}): RoomUse {
  const days = daysFrom(from, 7, of.timeZone);
  const span = ({ start }: Interval) => ({ start: instantOf(start + 480), end: instantOf(start + 1290) });
  return RoomUse.parse({
    center: of.id,
    timeZone: of.timeZone,
    from: instantOf(days[0]!.start),
    to: instantOf(days[6]!.end),
    open: open ?? days.map((day) => ({ date: day.date, spans: [span(day)] })),
    resources: resources.map((resource) => ({
      id: resource.id,
      type: resource.type,
      name: resource.name,
      capacity: resource.type === 'room' ? resource.capacity : 1,
      reservations: reservations[resource.id] ?? [],
    })),
  });
}

const claim = (role: Claim['role'], id: string, name: { zh: string; en: string }) => ({
  resourceId: id,
  role,
  name,
  start: '2026-07-01T01:00:00Z',
  end: '2026-07-01T02:30:00Z',
  count: 1,
});

const what = (audience: Audience) => ({
  kind: oathRenewal,
  title: '衡山支部重温入党誓词',
  audience,
  headcount: 38,
});

const about = (number: number, audience: Audience) => ({ id: idOf(number), awaitsAnswer: false, ...what(audience) });

const claims = [claim('room', 'tianping-hall', hall.name), claim('guide', 'tianping-guide-a', guide.name)];
const programme = [{ title: { zh: '唱国际歌', en: 'Song' }, minutes: 5, lead: 'host' }];

export const listed = (number: number, changes: Partial<z.input<typeof ListedActivity>> = {}): ListedActivity =>
  ListedActivity.parse({
    ...about(number, 'public'),
    start: '2026-07-01T01:00:00Z',
    end: '2026-07-01T02:00:00Z',
    claims,
    ...changes,
  });

type Standing = NonNullable<z.input<typeof ActivityAnswer>['allocation']>;

/** What stands of an activity. */
export const standing = (changes: Partial<Standing> = {}): Standing => ({
  ...what('public'),
  programme,
  start: '2026-07-01T01:00:00Z',
  end: '2026-07-01T02:00:00Z',
  claims,
  ...changes,
});

/** One that has what it wished for, unless `changes` bring an allocation of their own. */
export function answer(number: number, changes: Partial<z.input<typeof ActivityAnswer>> = {}): ActivityAnswer {
  const wish = { ...about(number, 'public'), programme, ...changes };
  const { kind, title, audience, headcount } = wish;
  return ActivityAnswer.parse({
    status: 'confirmed',
    center: 'tianping',
    wishedStarts: ['2026-07-01T09:00:00+08:00'],
    durationMinutes: 60,
    allocation: standing({ kind, title, audience, headcount, programme: wish.programme }),
    ...wish,
  });
}

export const feed = (type: Feed['type'], id: string): Feed =>
  Feed.parse({
    type,
    id,
    name: both(`${type} ${id}`),
    url: `http://localhost:8080/feeds/${type}/${id}.ics`,
    webcal: `webcal://localhost:8080/feeds/${type}/${id}.ics`,
    links: {
      google: 'https://google.test/add',
      outlook: 'https://outlook.test/add',
      office: 'https://office.test/add',
    },
    qr: `http://localhost:8080/api/feeds/qr?url=${type}-${id}`,
  });

export const kinds = [Kind.parse({ ...oathRenewal, colour: { hex: '#b22222' } })];

export const packages = [
  Package.parse({
    id: 'stories-of-scientists',
    name: { zh: '科学家的故事', en: 'Stories about scientists' },
    theme: { zh: '科学家精神', en: 'The spirit of scientists' },
    audience: 'public',
    durationMinutes: 90,
  }),
];

export const routes = [
  WalkingRoute.parse({
    id: 'red-chen-yi',
    centerId: 'tianping',
    name: { zh: '陈毅与上海', en: 'Chen Yi and the City' },
    theme: { zh: '红色文化传承', en: 'The red culture legacy' },
    stops: [
      { resourceId: 'a', name: { zh: '广场', en: 'Plaza' }, walkingMinutes: 0, dwellMinutes: 10 },
      { resourceId: 'b', name: { zh: '建业里', en: 'Jianye Lane' }, walkingMinutes: 8, dwellMinutes: 15 },
    ],
    sample: true,
  }),
  WalkingRoute.parse({
    id: 'elsewhere',
    centerId: 'other',
    name: both('别处的线路'),
    theme: both('别处'),
    stops: [],
    sample: false,
  }),
];
