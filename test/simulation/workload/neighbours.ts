import { alwaysOpen, center, proposal, room } from '../../support/centers.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

type Change = Record<string, unknown>;

/** A center that has more guides than it needs, and lends them. */
export const LENDER = 'hengshan';

const named = (id: string) => ({ id: `${LENDER}-${id}`, name: { zh: `衡山 ${id}`, en: `Hengshan ${id}` } });

const guide = (number: number, change: Change = {}) => ({
  ...named(`guide-${number}`),
  type: 'person',
  roles: ['guide'],
  skills: ['language:en'],
  setupMinutes: 10 * number,
  ...change,
});

/** Its days begin at another hour than some of its neighbours'. One of its guides is for two organizations alone. */
export const lender = (timeZone: string): Change => ({
  ...center(LENDER, [], { timeZone, openingHours: alwaysOpen, dayBoundaryMinutes: 240 }),
  resources: [
    room({ id: `${LENDER}-hall`, capacity: 80 }),
    guide(0),
    guide(1, { teardownMinutes: 15 }),
    guide(2, { booking: { organizations: ['branch-1', 'branch-2'] } }),
  ],
});

/** A guide is wanted, in a center that may have none; now and then in the one that lends its own. */
export function guidedProposal({ dice }: Client, places: Places, base: Change): Change {
  const { alternatives: _, needs: __, ...rest } = base;
  const at = dice.chance(0.2) ? LENDER : dice.pick(places.centerIds);
  const needs = [
    { role: 'room' },
    { role: 'guide', skills: dice.pick([[], ['language:en']]) },
    ...(dice.chance(0.15) ? [{ role: 'guide', skills: [] }] : []),
  ];
  const terms = { center: at, needs, headcount: 1 + dice.int(15), durationMinutes: dice.pick([30, 60, 90, 600]) };
  return { ...proposal(at, String(base.preferredStart), { ...rest, ...terms }) };
}

/** What no center may have for neighbours: itself, one twice, one that is not there, somebody on the moon. */
const nonsense = (id: string): readonly unknown[] => [
  [{ centerId: id, travelMinutes: 10 }],
  [
    { centerId: LENDER, travelMinutes: 10 },
    { centerId: LENDER, travelMinutes: 20 },
  ],
  [{ centerId: 'no-such-center', travelMinutes: 10 }],
  [{ centerId: LENDER, travelMinutes: 100_000 }],
  [{ centerId: LENDER, travelMinutes: 0 }],
  'hengshan',
];

/** Says who lends to whom, and how far away that is, and now and then otherwise, until `isOver`. */
export async function neighbourStaff(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  const tell = (id: string, neighbours: unknown) =>
    ask({ operationId: 'changeNeighbours', params: { id }, body: { neighbours }, key: newKey() });
  const some = (id: string) => [
    { centerId: LENDER, travelMinutes: dice.pick([1, 15, 45, 120]) },
    ...places.centerIds
      .filter((other) => other !== id && dice.chance(0.3))
      .map((centerId) => ({ centerId, travelMinutes: 5 + dice.int(60) })),
  ];
  for (const id of places.centerIds) await tell(id, some(id));
  while (!isOver()) {
    await sleep(dice.between(4_000, 25_000));
    if (isOver()) return;
    const id = dice.pick(places.centerIds);
    await tell(
      id,
      dice.pick<() => unknown>([() => some(id), () => some(id), () => [], () => dice.pick(nonsense(id))])(),
    );
  }
}
