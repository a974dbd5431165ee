import { proposal } from '../../support/centers.ts';
import { fieldOf } from '../client-commands.ts';
import type { Answer } from '../exchange.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import { lookAround } from './foreseeing-reads.ts';
import { LENDER } from './neighbours.ts';
import { settled } from './organizers.ts';
import type { Places } from './places.ts';
import { someStart } from './proposals.ts';

const MINUTE_MS = 60_000;
const JOURNEYS_MAX = 12;
/** The buffers that the kind asks for: told with most questions. */
const BUFFERS = { setupMinutes: '10', teardownMinutes: '10' } as const;

/** What somebody would ask for, at a start that they do not know yet. */
interface Wanted {
  readonly center: string;
  readonly organization: string;
  readonly headcount: number;
  readonly durationMinutes: number;
  readonly needs: readonly object[];
}

const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A room, this room, one that is large enough for nobody, and where there is more than rooms, somebody or something with it. */
function anyWish({ dice }: Client, places: Places): Wanted {
  const center = dice.chance(places.neighbours ? 0.1 : 0) ? LENDER : dice.pick(places.centerIds);
  const room = { role: 'room' };
  const named = { role: 'room', resourceId: dice.pick(places.roomsOf(center)) };
  const guide = { role: 'guide', skills: dice.pick([[], ['language:en']]) };
  const kit = { role: 'kit', resourceId: `${center}-headsets`, count: 1 + dice.int(30) };
  const more = [
    ...(places.variety ? [[room, kit]] : []),
    ...(places.variety || places.neighbours ? [[room, guide]] : []),
  ];
  return {
    center,
    organization: dice.pick(places.organizations).id,
    headcount: dice.chance(0.15) ? 400 + dice.int(2) : 1 + dice.int(80),
    durationMinutes: dice.pick([30, 60, 60, 90, 120, 600]),
    needs: dice.pick([[room], [room], [room, room], center === LENDER ? [room] : [named], ...more]),
  };
}

/** Some hours of a day that others want too, now and then a whole one or the night after it. */
function anySpan(client: Client): { readonly from: string; readonly to: string } {
  const { dice } = client;
  const from = Date.parse(someStart(client)) - 30 * MINUTE_MS * dice.int(6);
  return { from: at(from), to: at(from + 60 * MINUTE_MS * dice.pick([1, 3, 3, 8, 26])) };
}

/** Asks what could be had; asks the same again where that is nothing, as people do. */
async function foreseen(client: Client, wanted: Wanted): Promise<Answer | undefined> {
  const { ask, dice } = client;
  const { center, organization, headcount, durationMinutes, needs } = wanted;
  const asked = {
    operationId: 'readAvailability',
    params: { id: center },
    query: {
      ...anySpan(client),
      headcount: String(headcount),
      durationMinutes: String(durationMinutes),
      needs: JSON.stringify(needs),
      ...(dice.chance(0.8) && BUFFERS),
      ...(dice.chance(0.7) && { kind: 'community-activity' }),
      ...(dice.chance(0.5) && { organization }),
    },
  };
  const answer = await ask(asked);
  return startsIn(answer).length === 0 && dice.chance(0.3) ? ask(asked) : answer;
}

/** The starts that could be had. */
function startsIn(answer: Answer | undefined): readonly string[] {
  const items = fieldOf(answer?.body, 'items');
  const available = Array.isArray(items) ? items.filter((item) => fieldOf(item, 'isAvailable') === true) : [];
  return available.map((item) => String(fieldOf(item, 'start')));
}

/** Proposes what could be had; where nothing could, at times all the same. */
async function journey(client: Client, places: Places): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  const wanted = anyWish(client, places);
  const starts = startsIn(await foreseen(client, wanted));
  if (starts.length === 0 && dice.chance(0.5)) return;
  if (dice.chance(0.3)) await sleep(dice.between(0, 2_000));
  const start = starts.length > 0 ? dice.pick(starts) : someStart(client);
  const { center, ...terms } = wanted;
  const body = proposal(center, start, { ...terms, title: `看准了再约 ${dice.int(1_000_000)}` });
  const answer = await ask({ operationId: 'proposeActivity', body, key: newKey() });
  await settled(client, answer);
  const id = fieldOf(answer?.body, 'id');
  await lookAround(client, { center, start, rooms: places.roomsOf(center), ...(typeof id === 'string' && { id }) });
}

/** Looks what could be had, proposes one of the starts, and reads what is said of it. */
export async function foreseeing(client: Client, places: Places, { journeysEach }: WorkloadSize): Promise<void> {
  for (let count = 0; count < Math.min(journeysEach, JOURNEYS_MAX); count += 1) {
    await client.sleep(client.dice.between(0, 3_000));
    await journey(client, places);
  }
}
