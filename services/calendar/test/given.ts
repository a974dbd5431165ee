import type {
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDisplaced,
  ActivityMoved,
  ActivityUnplaced,
  Bilingual,
  CenterOpened,
  CenterRenamed,
  Claim,
  ResourceChanged,
} from '@huitang/contracts';
import {
  ActivityCancelled as Cancelled,
  ResourceChanged as Changed,
  ActivityConfirmed as Confirmed,
  ActivityDisplaced as Displaced,
  ActivityMoved as Moved,
  CenterOpened as Opened,
  CenterRenamed as Renamed,
  ActivityUnplaced as Unplaced,
} from '@huitang/contracts';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const both = (text: string): Bilingual => ({ zh: text, en: text });

const hall = { id: 'tianping-hall', name: { zh: '宣誓厅', en: 'Oath Hall' }, type: 'room', capacity: 80 };
const studio = { id: 'tianping-studio', name: { zh: '排练厅', en: 'Studio' }, type: 'room', capacity: 30 };
const guide = { id: 'guide-a', name: both('讲解员甲'), type: 'person', roles: ['guide'] };

export const openedCenter = (changes: Record<string, unknown> = {}): CenterOpened =>
  Opened.parse({
    profile: {
      id: 'tianping',
      name: { zh: '天平街道党群服务中心', en: 'Tianping Center' },
      address: { zh: '上海市徐汇区建国西路1号', en: '1 Jianguo Road (W), Xuhui, Shanghai' },
      geo: { latitude: 31.2035, longitude: 121.4445 },
      timeZone: 'Asia/Shanghai',
      openingHours: [[], [], [], [], [], [], []],
      resources: [hall, studio, guide],
      ...changes,
    },
    standardOffsetMinutes: 480,
    displayRevision: 0,
    displayChangedAt: '2026-01-01T00:00:00.000Z',
  });

export const renamedCenter = (name: string, displayRevision: number, displayChangedAt: string): CenterRenamed =>
  Renamed.parse({ centerId: 'tianping', name: both(name), formerName: both('旧'), displayRevision, displayChangedAt });

export const renamedHall = (name: string, displayRevision: number, displayChangedAt: string): ResourceChanged =>
  Changed.parse({ centerId: 'tianping', resource: { ...hall, name: both(name) }, displayRevision, displayChangedAt });

export const roomClaim = (resourceId = 'tianping-hall', start = '2026-07-02T00:30:00Z', end = '2026-07-02T03:00:00Z') =>
  ({ resourceId, role: 'room', name: both('名称如确认时'), start, end, count: 1 }) as unknown as Claim;

/** Tomorrow 09:00 to 10:30 in Shanghai, thirty minutes of setup and of teardown around it. */
export const confirmed = (changes: Record<string, unknown> = {}): ActivityConfirmed =>
  Confirmed.parse({
    activityId: idOf(1),
    revision: 1,
    centerId: 'tianping',
    organizationId: 'secret-branch',
    kind: { id: 'oath-renewal', name: { zh: '重温入党誓词', en: 'Oath renewal' } },
    title: '衡山支部重温入党誓词',
    audience: 'public',
    headcount: 4711,
    notify: true,
    displayRevision: 0,
    displayChangedAt: '2026-06-20T08:00:00.000Z',
    start: '2026-07-02T01:00:00Z',
    end: '2026-07-02T02:30:00Z',
    setupMinutes: 30,
    teardownMinutes: 30,
    claims: [roomClaim()],
    reasons: [],
    programme: [
      { title: { zh: '奏唱国歌', en: 'National song' }, minutes: 5 },
      { title: { zh: '宣誓', en: 'The oath' }, minutes: 10, lead: '领誓人' },
    ],
    announced: true,
    ...changes,
  });

/** Moved by its own hours; not announced. */
export const moved = (changes: Record<string, unknown> = {}): ActivityMoved => {
  const before = confirmed();
  return Moved.parse({
    ...before,
    announced: false,
    before: { start: before.start, end: before.end, claims: before.claims },
    because: { code: 'made-way' },
    ...changes,
  });
};

const taken = (displayRevision: number) => {
  const before = confirmed();
  return {
    ...{ ...before, displayRevision, displayChangedAt: '2026-06-21T00:00:00.000Z', nearest: [] },
    before: { start: before.start, end: before.end, claims: before.claims },
    because: { code: 'closed-for', values: { reason: '空调检修' } },
    ordered: { by: 'secret-manager', reason: '空调检修' },
  };
};

/** By staff, to the studio in the afternoon; not announced. */
export const displaced = (displayRevision: number): ActivityDisplaced =>
  Displaced.parse({
    ...taken(displayRevision),
    ...{ start: '2026-07-02T06:00:00Z', end: '2026-07-02T07:30:00Z', announced: false, allocationVersion: 2 },
    ...{ announcesAt: '2026-06-23T00:01:00Z', claims: [roomClaim('tianping-studio')] },
  });

/** By staff, with nothing held for it. */
export const unplaced = (displayRevision: number): ActivityUnplaced => Unplaced.parse(taken(displayRevision));

export const cancelled = (
  displayRevision: number,
  displayChangedAt: string,
  changes: Record<string, unknown> = {},
): ActivityCancelled =>
  Cancelled.parse({ ...confirmed(), displayRevision, displayChangedAt, wasConfirmed: true, ...changes });
