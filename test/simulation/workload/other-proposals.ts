import { proposal } from '../../support/centers.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';
import { ROUTES, TIANPING } from './tianping.ts';

type Change = Record<string, unknown>;

/** Half of the seats of a center's kit, or more. */
const kit = ({ dice }: Client, centerId: string): Change => ({
  role: 'kit',
  resourceId: `${centerId}-headsets`,
  count: 1 + dice.int(30),
});

/** A group walks a route, with a guide and a headset each. */
const walk = ({ dice }: Client): Change => ({
  kind: 'walking-class',
  center: TIANPING,
  routeId: dice.pick(ROUTES),
  headcount: 1 + dice.int(40),
  durationMinutes: undefined,
});

const session = ({ dice }: Client): Change => ({
  kind: 'educational-session',
  center: TIANPING,
  packageId: dice.pick(['stories-of-scientists', 'stories-of-scientists', 'urban-development']),
  // Otherwise as long as the package, and for whom it is.
  durationMinutes: dice.chance(0.5) ? 60 + dice.int(60) : undefined,
  audience: dice.chance(0.5) ? 'members' : undefined,
});

/** A room, and with it a guide, kit, a second room, or several of them. */
function withMore(client: Client, places: Places): Change {
  const { dice } = client;
  const center = dice.pick([...places.centerIds, TIANPING]);
  const needs = [
    ...(dice.chance(0.5) ? [{ role: 'guide', skills: [] }] : []),
    ...(dice.chance(0.6) ? [kit(client, center)] : []),
    ...(dice.chance(0.2) ? [kit(client, center)] : []),
    ...(dice.chance(0.2) ? [{ role: 'room' }, { role: 'room' }] : []),
  ];
  return { center, needs, durationMinutes: dice.pick([30, 60, 90, 600]) };
}

/** One that needs more than a room, of whatever kind; the rest of it is as in `base`. */
export function otherProposal(client: Client, places: Places, base: Change): Change {
  const { alternatives, needs: _, ...rest } = base;
  const changed = client.dice.pick([walk, session, withMore, withMore])(client, places);
  return {
    ...proposal(TIANPING, String(base.preferredStart), { ...rest, ...changed }),
    ...(alternatives !== undefined && client.dice.chance(0.5) && { alternatives }),
  };
}
