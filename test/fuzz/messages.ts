import type { BusMessage } from '@huitang/runtime';
import { CENTER, hourIn } from './world.ts';

/** An id for the n-th thing of a run: no two messages are of one stream unless they are meant to be. */
export const idOf = (serial: number): string => `f0000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;

export const streamOf = (serial: number): string => `activity/${idOf(serial)}`;

const claim = (role: string, resourceId: string) => ({
  resourceId,
  role,
  name: { zh: '大厅', en: 'Hall' },
  start: hourIn(5, 8),
  end: hourIn(5, 11),
  count: 1,
});

const about = (serial: number) => ({
  activityId: idOf(serial),
  revision: 1,
  centerId: CENTER,
  organizationId: 'branch',
  kind: { id: 'community-activity', name: { zh: '社区活动', en: 'Community activity' } },
  title: '邻里读书会',
  audience: 'public',
  headcount: 20,
  notify: true,
});

const programme = [{ title: { zh: '开场', en: 'Opening' }, minutes: 10, lead: 'host' }];
const display = { displayRevision: 0, displayChangedAt: '2026-01-01T00:00:00.000Z' };
const reasons = [{ code: 'taken', resourceId: `${CENTER}-hall`, values: { until: hourIn(5, 11) } }];
const nearest = [
  { centerId: CENTER, start: hourIn(6, 8), end: hourIn(6, 9), resourceIds: [`${CENTER}-hall`], relaxed: [] },
];

const terms = {
  durationMinutes: 60,
  headcount: 20,
  needs: [{ role: 'room', features: [] }],
  setupMinutes: 10,
  teardownMinutes: 10,
};

const wish = { ...terms, starts: [hourIn(5, 9)], asGiven: false };

const given = {
  start: hourIn(5, 9),
  end: hourIn(5, 10),
  setupMinutes: 10,
  teardownMinutes: 10,
  claims: [claim('room', `${CENTER}-hall`)],
  reasons,
};

const tentative = { announced: false, announcesAt: hourIn(4, 9), mayStart: [given.start], allocationVersion: 2 };
const before = { start: given.start, end: given.end, claims: given.claims };
const because = { code: 'made-way' };

const taken = { before, because: { code: 'closed-for', values: { reason: '检修' } }, nearest };
const ordered = { by: 'manager', reason: '检修' };

const answered = (serial: number) => ({ activityId: idOf(serial), revision: 1, centerId: CENTER, centerVersion: 1 });

const hall = { type: 'room', id: `${CENTER}-hall`, name: '大厅', capacity: 100 };

/** Valid data of the events that consumers hear, by the service that says them. */
export const eventData: Readonly<Record<string, Readonly<Record<string, (serial: number) => object>>>> = {
  scheduling: {
    ActivityProposed: (serial) => ({ ...about(serial), wish, programme }),
    ActivityRevised: (serial) => ({ ...about(serial), wish, programme }),
    ActivityConfirmed: (serial) => ({ ...about(serial), ...display, ...given, programme, announced: true }),
    ActivityMoved: (serial) => ({ ...about(serial), ...display, ...given, ...tentative, programme, before, because }),
    FixingAsked: (serial) => ({ ...about(serial), start: given.start, because: 'lead' }),
    ActivityPinned: (serial) => ({ ...about(serial), ...display, ...given, ...tentative, programme }),
    ActivityAnnounced: (serial) => ({ ...about(serial), ...display, ...given, programme, announced: true }),
    ActivityDisplaced: (serial) => ({
      ...{ ...about(serial), ...display, ...given, ...taken, ordered, programme, announced: false },
      ...{ announcesAt: hourIn(4, 9), allocationVersion: 2 },
    }),
    ActivityUnplaced: (serial) => ({ ...about(serial), ...display, ...taken, ordered }),
    ActivityDeclined: (serial) => ({ ...about(serial), reasons, nearest }),
    ActivityRevisionDeclined: (serial) => ({ ...about(serial), keeps: 1, reasons, nearest }),
    ActivityCancelled: (serial) => ({ ...about(serial), ...display, wasConfirmed: true }),
  },
  'room-allocation': {
    AllocationGranted: (serial) => ({ ...answered(serial), ...given, movedMinutes: 0, wastedSeats: 80 }),
    AllocationMoved: (serial) => ({
      ...answered(serial),
      ...given,
      movedMinutes: 0,
      wastedSeats: 80,
      allocationVersion: 2,
      tentative: { ...terms, starts: [given.start], preferredStart: given.start },
      from: { start: given.start, end: given.end, resourceIds: [`${CENTER}-hall`] },
      because,
    }),
    AllocationDisplaced: (serial) => ({
      ...{ ...answered(serial), allocationVersion: 2, from: before, because: taken.because, ordered, nearest },
      held: { ...given, movedMinutes: 60, wastedSeats: 80 },
    }),
    AllocationFixed: (serial) => ({ ...answered(serial), ...given, allocationVersion: 2 }),
    AllocationRefused: (serial) => ({ ...answered(serial), reasons, nearest }),
    ResourceChanged: () => ({ centerId: 'nowhere', resource: hall, ...display }),
    CenterRenamed: () => ({ centerId: 'nowhere', name: '新', formerName: '旧', ...display }),
  },
};

/** A message as a service sends it. */
export const messageOf = (service: string, type: string, serial: number, data: unknown) => ({
  specversion: '1.0',
  id: `${streamOf(serial)}@1.0`,
  source: `/services/${service}`,
  type,
  subject: streamOf(serial),
  time: '2026-01-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  streamversion: 1,
  eventindex: 0,
  commandid: `demo/fuzz/${serial}`,
  partitionkey: CENTER,
  data,
});

/** On the bus, of a stream of its own, whatever its body says. */
export const onTheBus = (service: string, serial: number, body: string): BusMessage => ({
  topic: `${service}.events`,
  key: CENTER,
  subject: streamOf(serial),
  body,
});
