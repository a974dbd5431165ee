import { alwaysOpen } from '../../support/centers.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

const DAY_MS = 86_400_000;

/** Hours that a week may have, none of them where clocks are moved. */
const weeks = (): readonly (readonly object[])[][] => [
  [...alwaysOpen],
  Array.from({ length: 7 }, () => [{ from: 480, to: 1_320 }]),
  Array.from({ length: 7 }, () => [
    { from: 510, to: 720 },
    { from: 780, to: 1_500 },
  ]),
];

/** Changes when centers are open, and how much there is of something, resting on a version that it has read, until `isOver`. */
export async function hoursManager(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, newKey, dice, sleep, now } = client;
  while (!isOver()) {
    await sleep(dice.between(5_000, 40_000));
    if (isOver()) return;
    const id = dice.pick(places.centerIds);
    const known = await ask({ operationId: 'readCenter', params: { id } });
    const date = new Date(now() + (1 + dice.int(4)) * DAY_MS).toISOString().slice(0, 10);
    const hours = {
      openingHours: dice.pick(weeks()),
      ...(dice.chance(0.5) && { holidays: { calendar: 'CN', spans: [{ from: 600, to: 960 }] } }),
      specialDays: dice.chance(0.5) ? [{ date, spans: dice.pick([[], [{ from: 600, to: 900 }]]) }] : [],
    };
    const kit = { id: `${id}-headsets`, type: 'kit', name: { zh: '耳机', en: 'Headsets' }, count: 20 + dice.int(30) };
    const about = dice.chance(0.6)
      ? { operationId: 'changeHours', params: { id }, body: hours }
      : { operationId: 'changeResource', params: { id, resourceId: kit.id }, body: kit };
    const tag = known?.headers.ETag;
    // Now and then of a version that is none any more.
    const headers = tag === undefined ? {} : { headers: { 'if-match': dice.chance(0.2) ? '"1"' : tag } };
    await ask({ ...about, ...headers, key: newKey() });
  }
}
