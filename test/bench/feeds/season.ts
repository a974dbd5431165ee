import type { Commit, Platform } from '@huitang/runtime';

const APPENDED_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;
const SLOT_MS = 3 * 3_600_000;
const SLOTS_PER_DAY = 6;
const CHANGED_AT = '2026-01-01T00:00:00.000Z';

/** How large a district is. */
export interface Season {
  readonly centers: number;
  readonly roomsEach: number;
  readonly activities: number;
  /** Milliseconds: the first activities are then. */
  readonly firstDay: number;
}

const both = (text: string) => ({ zh: text, en: text });
const centerId = (center: number): string => `season-${center}`;
const roomId = (center: number, room: number): string => `season-${center}-room-${room}`;

/** Each center's and each room's feed. */
export const feedsOf = ({ centers, roomsEach }: Season): readonly string[] =>
  Array.from({ length: centers }, (_, center) => [
    `/feeds/centers/${centerId(center)}.ics`,
    ...Array.from({ length: roomsEach }, (__, room) => `/feeds/rooms/${roomId(center, room)}.ics`),
  ]).flat();

const commitOf = (stream: string, type: string, data: unknown, partitionKey: string): Commit => ({
  stream,
  version: 1,
  events: [{ type, data }],
  at: CHANGED_AT,
  commandId: `bench/${stream}`,
  bodyHash: 'bench',
  causationId: null,
  principal: 'bench',
  previous: null,
  partitionKey,
});

function opened(center: number, roomsEach: number): Commit {
  const rooms = Array.from({ length: roomsEach }, (_, room) => ({
    ...{ id: roomId(center, room), name: both(`多功能厅 ${room}`), type: 'room', capacity: 60 },
  }));
  const id = centerId(center);
  const profile = {
    ...{ id, name: both(`第 ${center} 党群服务中心`), address: both(`建国西路 ${center} 号`) },
    ...{ geo: { latitude: 31.2, longitude: 121.4 }, timeZone: 'Asia/Shanghai' },
    ...{ openingHours: [[], [], [], [], [], [], []], resources: rooms },
  };
  const data = { profile, standardOffsetMinutes: 480, displayRevision: 0, displayChangedAt: CHANGED_AT };
  return commitOf(`center/${id}`, 'CenterOpened', data, id);
}

const programme = [
  { title: { zh: '奏唱国歌', en: 'National song' }, minutes: 5 },
  { title: { zh: '宣誓', en: 'The oath' }, minutes: 10, lead: 'oath-leader' },
  { title: { zh: '交流感想', en: 'Reflection' }, minutes: 15, lead: 'host' },
];

const instant = (ms: number): string => new Date(ms).toISOString().replace('.000', '');

/** The n-th: centers in turn, rooms in turn, six a day in each room. */
function confirmed({ centers, roomsEach, firstDay }: Season, index: number): Commit {
  const center = index % centers;
  const inCenter = Math.floor(index / centers);
  const slot = Math.floor(inCenter / roomsEach);
  const startMs = firstDay + Math.floor(slot / SLOTS_PER_DAY) * DAY_MS + (slot % SLOTS_PER_DAY) * SLOT_MS;
  const [start, end] = [instant(startMs), instant(startMs + 90 * 60_000)];
  const id = `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const resourceId = roomId(center, inCenter % roomsEach);
  const data = {
    ...{ activityId: id, revision: 1, centerId: centerId(center), organizationId: `branch-${index % 1_000}` },
    kind: { id: 'oath-renewal', name: { zh: '重温入党誓词', en: 'Oath renewal' } },
    ...{ title: `第 ${index} 支部重温入党誓词`, audience: 'public', headcount: 30, notify: false },
    ...{ displayRevision: 0, displayChangedAt: CHANGED_AT, start, end, setupMinutes: 15, teardownMinutes: 15 },
    claims: [{ resourceId, role: 'room', name: both('多功能厅'), start, end, count: 1 }],
    ...{ reasons: [], programme, announced: true },
  };
  return commitOf(`activity/${id}`, 'ActivityConfirmed', data, centerId(center));
}

/** Writes what a district has said into the logs of its services, as they would have. */
export async function storeSeason(platform: Platform, season: Season): Promise<void> {
  const centers = platform.log('room-allocation');
  await Promise.all(
    Array.from({ length: season.centers }, (_, center) => centers.append(opened(center, season.roomsEach))),
  );
  const activities = platform.log('scheduling');
  for (let index = 0; index < season.activities; index += APPENDED_AT_ONCE) {
    const some = Math.min(APPENDED_AT_ONCE, season.activities - index);
    await Promise.all(Array.from({ length: some }, (_, at) => activities.append(confirmed(season, index + at))));
  }
}
