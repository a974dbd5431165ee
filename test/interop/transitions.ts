import { instantIn, room } from '../support/centers.ts';
import { CENTER, flexible, hall, type Stage, sessions, walks } from './stage.ts';
import { IMPORTED_ROWS, importedCsv, roomName, titles } from './texts.ts';

/** One thing that happens to activities, and that every calendar has to follow. */
export interface Transition {
  readonly name: string;
  play(stage: Stage): Promise<void>;
}

const renamedHall = { ...room(hall), name: roomName };

async function imports({ world, change }: Stage): Promise<void> {
  const hours = Array.from({ length: IMPORTED_ROWS }, (_, row) => instantIn(world, 40 + row, 60));
  const ends = hours.map((_, row) => instantIn(world, 40 + row, 120));
  const named = { ...room({ id: 'tianping-small' }), name: 'tianping-small' };
  await change('PUT', `/api/centers/${CENTER}/resources/tianping-small`, named);
  const path = `/api/import?center=${CENTER}&organization=branch`;
  const answer = await world.post(path, importedCsv(hours, ends), { 'content-type': 'text/csv' });
  if (answer.json?.rows !== IMPORTED_ROWS) throw new Error(`not imported: ${answer.text}`);
  await world.idle();
}

/** Closes all of the center, or some of it, for a whole day of it, which begins at 04:00 there. */
const close = ({ world, change }: Stage, days: number, what: Record<string, unknown>): Promise<void> =>
  change('POST', '/api/closures', {
    center: CENTER,
    start: instantIn(world, days, -240),
    end: instantIn(world, days, 1200),
    reason: '检修',
    ...what,
  });

const titled = (index: number): string => `title-${index}`;

/** Activities that differ in their titles alone: their own files would tell nothing more. */
export const isTitle = (name: string): boolean => name.startsWith(titled(0).slice(0, -1));

/** In this order; each begins with what the one before left behind. */
export const transitions: readonly Transition[] = [
  {
    name: 'confirmed: one start, public',
    play: (stage) => stage.propose('first', 10, { programme: [{ title: '讨论', minutes: 60, lead: '张三' }] }),
  },
  { name: 'a session of a package', play: (stage) => stage.propose('session', 11, { ...sessions, title: '科学家' }) },
  { name: 'a walk on a route', play: (stage) => stage.propose('walk', 12, { ...walks, audience: 'public' }) },
  { name: 'private: “occupied”', play: (stage) => stage.propose('private', 13, { audience: 'private' }) },
  { name: 'for members: its kind', play: (stage) => stage.propose('members', 14, { audience: 'members' }) },
  {
    name: 'tentative: its own file, private feeds',
    play: (stage) => stage.propose('flexible', 20, flexible(stage.world, 20)),
  },
  { name: 'announced', play: (stage) => stage.order('flexible', 'announce') },
  { name: 'revised: another day', play: (stage) => stage.revise('first', 15, { title: '改期的读书会' }) },
  {
    name: 'titles of every sort',
    async play(stage) {
      for (const [index, title] of titles.entries()) await stage.propose(titled(index), 25 + index, { title });
    },
  },
  { name: 'imported, with damaged titles', play: imports },
  {
    name: 'a room renamed',
    play: (stage) => stage.change('PUT', `/api/centers/${CENTER}/resources/${hall.id}`, renamedHall),
  },
  {
    name: 'the center renamed',
    play: (stage) =>
      stage.change('POST', `/api/centers/${CENTER}/rename`, {
        name: { zh: '天平会客厅', en: 'Tianping; “Living Room”' },
      }),
  },
  {
    name: 'cancelled',
    async play(stage) {
      for (const name of ['first', 'session', 'private', 'members']) await stage.order(name, 'cancel');
    },
  },
  {
    name: 'withdrawn: it may move again',
    play: (stage) => stage.revise('flexible', 21, flexible(stage.world, 21)),
  },
  { name: 'restored', play: (stage) => stage.order('flexible', 'announce') },
  {
    name: 'displaced: its room is closed',
    async play(stage) {
      const { json } = await stage.world.get(`/api/activities/${stage.ids.get('flexible')}`);
      await close(stage, 21, { resources: [json.allocation.claims[0].resourceId] });
    },
  },
  { name: 'accepted where it was put', play: (stage) => stage.order('flexible', 'announce') },
  { name: 'without a place: the center is closed', play: (stage) => close(stage, 12, {}) },
];
