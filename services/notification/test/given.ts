import type {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityDeferred,
  ActivityDisplaced,
  ActivityMoved,
  ActivityProposed,
  ActivityRevisionDeclined,
  ActivityUnplaced,
  CenterOpened,
} from '@huitang/contracts';
import {
  ActivityAnnounced as Announced,
  ActivityCancelled as Cancelled,
  ActivityConfirmed as Confirmed,
  ActivityDeclined as Declined,
  ActivityDeferred as Deferred,
  ActivityDisplaced as Displaced,
  ActivityMoved as Moved,
  CenterOpened as Opened,
  ActivityProposed as Proposed,
  ActivityRevisionDeclined as RevisionDeclined,
  ActivityUnplaced as Unplaced,
} from '@huitang/contracts';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Sunday, 16:00 in Shanghai; the ceremony is on Thursday at 09:00. */
export const NOW = Date.parse('2026-06-28T08:00:00Z');
export const START = '2026-07-02T01:00:00Z';

type Change = Record<string, unknown>;

const both = (text: string) => ({ zh: text, en: text });
const rooms = [
  { id: 'tianping-hall', name: { zh: '宣誓厅', en: 'Oath Hall' }, type: 'room', capacity: 120 },
  { id: 'tianping-studio', name: { zh: '排练厅', en: 'Studio' }, type: 'room', capacity: 30 },
];

export const openedCenter = (change: Change = {}): CenterOpened =>
  Opened.parse({
    profile: {
      id: 'tianping',
      name: { zh: '天平街道党群服务中心', en: 'Tianping Center' },
      address: { zh: '上海市徐汇区建国西路1号', en: '1 Jianguo Road (W), Xuhui, Shanghai' },
      timeZone: 'Asia/Shanghai',
      openingHours: [[], [], [], [], [], [], []],
      resources: [
        ...rooms,
        { id: 'guide-a', name: { zh: '讲解员甲', en: 'Guide A' }, type: 'person', roles: ['guide'] },
        { id: 'headsets', name: { zh: '讲解耳机', en: 'Headset' }, type: 'kit', count: 60 },
      ],
      ...change,
    },
    standardOffsetMinutes: 480,
    displayRevision: 0,
    displayChangedAt: '2026-01-01T00:00:00.000Z',
  });

const about = {
  activityId: idOf(1),
  revision: 1,
  centerId: 'tianping',
  organizationId: 'hengshan-branch',
  kind: { id: 'induction-ceremony', name: { zh: '入党宣誓仪式', en: 'Induction ceremony' } },
  title: '新党员入党宣誓仪式',
  audience: 'members',
  headcount: 80,
  notify: true,
};

const shown = { displayRevision: 0, displayChangedAt: '2026-06-28T08:00:00.000Z' };

const programme = [
  { title: { zh: '迎宾入场', en: 'Doors open' }, minutes: 10, lead: 'host' },
  { title: { zh: '领誓人带领宣誓', en: 'The oath' }, minutes: 15, lead: 'oath-leader' },
  { title: { zh: '合影留念', en: 'Group photo' }, minutes: 50 },
];

export const proposed = (change: Change = {}, wish: Change = {}): ActivityProposed =>
  Proposed.parse({
    ...about,
    programme,
    wish: {
      starts: [START, '2026-07-02T06:00:00Z'],
      durationMinutes: 75,
      headcount: 80,
      needs: [{ role: 'room', features: ['oath-wall', 'flag'] }],
      setupMinutes: 30,
      teardownMinutes: 15,
      ...wish,
    },
    ...change,
  });

export const confirmed = (change: Change = {}): ActivityConfirmed =>
  Confirmed.parse({
    ...about,
    ...shown,
    start: START,
    end: '2026-07-02T02:15:00Z',
    setupMinutes: 30,
    teardownMinutes: 15,
    claims: [
      claim('tianping-hall', 'room'),
      { ...claim('guide-a', 'guide'), start: START },
      { ...claim('headsets', 'kit'), count: 40 },
    ],
    reasons: [
      { code: 'preferred-start' },
      { code: 'best-fit', resourceId: 'tianping-hall', values: { capacity: 120, headcount: 80, wastedSeats: 40 } },
    ],
    programme,
    announced: true,
    ...change,
  });

/** Moved from nine o'clock in the hall. */
export const moved = (change: Change = {}): ActivityMoved =>
  Moved.parse({
    ...confirmed(),
    announced: false,
    announcesAt: START,
    displayRevision: 1,
    allocationVersion: 2,
    before: { start: START, end: '2026-07-02T02:15:00Z', claims: [claim('tianping-hall', 'room')] },
    because: { code: 'made-way' },
    ...change,
  });

export const announced = (change: Change = {}): ActivityAnnounced =>
  Announced.parse({ ...confirmed(), displayRevision: 1, ...change });

export const claim = (resourceId: string, role: string) => ({
  resourceId,
  role,
  name: both(`${resourceId} 原名`),
  start: '2026-07-02T00:30:00Z',
  end: '2026-07-02T02:30:00Z',
  count: 1,
});

const refusal = {
  reasons: [
    { code: 'taken', resourceId: 'tianping-hall' },
    { code: 'room-too-small', resourceId: 'tianping-studio', values: { capacity: 30, headcount: 80 } },
  ],
  nearest: [
    {
      centerId: 'tianping',
      start: '2026-07-02T05:00:00Z',
      end: '2026-07-02T06:15:00Z',
      resourceIds: ['tianping-hall'],
      relaxed: ['start'],
    },
    {
      centerId: 'tianping',
      start: START,
      end: '2026-07-02T02:15:00Z',
      resourceIds: ['tianping-studio', 'guide-a'],
      relaxed: ['room'],
    },
  ],
};

export const declined = (change: Change = {}): ActivityDeclined => Declined.parse({ ...about, ...refusal, ...change });

export const deferred = (change: Change = {}): ActivityDeferred =>
  Deferred.parse({
    ...about,
    round: { date: '2026-07-02', closesAt: '2026-06-29T10:00:00Z', publishesAt: '2026-06-30T04:00:00Z' },
    ...change,
  });

export const revisionDeclined = (change: Change = {}): ActivityRevisionDeclined =>
  RevisionDeclined.parse({ ...about, ...refusal, revision: 2, keeps: 1, ...change });

export const cancelled = (change: Change = {}): ActivityCancelled =>
  Cancelled.parse({ ...about, ...shown, displayRevision: 1, wasConfirmed: true, ...change });

const taken = () => ({
  before: { start: START, end: '2026-07-02T02:15:00Z', claims: [claim('tianping-hall', 'room')] },
  because: { code: 'closed-for', values: { reason: '空调检修' } },
  ordered: { by: 'manager-1', reason: '空调检修' },
  nearest: refusal.nearest,
});

/** From nine o'clock in the hall to two in the studio, to be answered by Tuesday afternoon. */
export const displaced = (change: Change = {}): ActivityDisplaced =>
  Displaced.parse({
    ...{ ...confirmed(), ...taken() },
    ...{ start: '2026-07-02T06:00:00Z', end: '2026-07-02T07:15:00Z', claims: [claim('tianping-studio', 'room')] },
    ...{ announced: false, announcesAt: '2026-06-30T08:01:00Z', displayRevision: 1, allocationVersion: 2 },
    reasons: [{ code: 'held-start', values: { minutes: 300 } }],
    ...change,
  });

export const unplaced = (change: Change = {}): ActivityUnplaced =>
  Unplaced.parse({ ...about, ...shown, ...taken(), displayRevision: 1, ...change });
