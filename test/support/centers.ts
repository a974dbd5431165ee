import type { World } from './installation.ts';

const allDay = [{ from: 0, to: 1440 }];
export const alwaysOpen = Array.from({ length: 7 }, () => allDay);

export interface RoomSketch {
  readonly id: string;
  readonly capacity?: number;
  readonly features?: readonly string[];
  readonly setupMinutes?: number;
  readonly teardownMinutes?: number;
}

export const room = ({ id, capacity = 100, features = [], setupMinutes = 0, teardownMinutes = 0 }: RoomSketch) => ({
  type: 'room',
  id,
  name: { zh: `场地 ${id}`, en: `Room ${id}` },
  capacity,
  features,
  setupMinutes,
  teardownMinutes,
});

export const center = (id: string, rooms: readonly RoomSketch[], change: Record<string, unknown> = {}) => ({
  id,
  name: { zh: `中心 ${id}`, en: `Center ${id}` },
  address: { zh: '衡山路 1 号', en: '1 Hengshan Road' },
  timeZone: 'Asia/Shanghai',
  openingHours: alwaysOpen,
  resources: rooms.map(room),
  ...change,
});

/** A center with these rooms and one organization, `branch`, ready to be proposed to. */
export async function openCenter(
  world: Pick<World, 'post' | 'idle'>,
  id: string,
  rooms: readonly RoomSketch[],
  change: Record<string, unknown> = {},
): Promise<void> {
  const opened = await world.post('/api/centers', center(id, rooms, change));
  if (opened.status !== 201) throw new Error(`center not opened: ${opened.text}`);
  const founded = await world.post('/api/organizations', {
    id: 'branch',
    name: '第一党支部',
    email: 'branch@example.org',
    language: 'zh',
  });
  if (founded.status >= 300 && founded.status !== 409) throw new Error(`organization not founded: ${founded.text}`);
  await world.idle();
}

/** `minutes` after the coming midnight UTC of the day `days` from now, as an instant. */
export function instantIn(world: World, days: number, minutes: number): string {
  const midnight = Math.floor(world.clock.now() / 86_400_000) * 86_400_000;
  return `${new Date(midnight + days * 86_400_000 + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}

export const proposal = (centerId: string, preferredStart: string, change: Record<string, unknown> = {}) => ({
  kind: 'community-activity',
  organization: 'branch',
  center: centerId,
  title: '邻里读书会',
  headcount: 20,
  preferredStart,
  durationMinutes: 60,
  ...change,
});
