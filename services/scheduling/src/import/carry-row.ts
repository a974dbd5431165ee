import { ActivityId, timestampOf } from '@huitang/contracts';
import { bodyHash, type Clock } from '@huitang/runtime';
import { v5 as uuidV5 } from 'uuid';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { activityStream } from '../decider.ts';
import { type Activity, type ActivityState, type Declined, isAnswered } from '../domain/activity.ts';
import type { Details } from '../domain/activity-event.ts';
import type { ActivityCommand } from '../domain/decide.ts';
import type { Activities } from '../reactions.ts';
import { bookingOf, type ImportTarget } from './booking.ts';
import type { ImportRow } from './parsed-file.ts';
import type { CarriedRow } from './report.ts';
import type { RoomNames } from './room-names.ts';

/** The namespace of ids made from (center, uid). Never changes: it is how a second import meets the first. */
const IMPORT_NAMESPACE = '0b9b7c52-3d2e-5f0a-8f43-6c1d2a9e7b10';
const DECISION_WAIT_MS = 60_000;

/** What one import's rows are carried out with. */
export interface Import {
  readonly target: ImportTarget;
  readonly rooms: RoomNames;
  readonly activities: Activities;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

const refusedBy = (activityId: ActivityId, { reasons }: Declined): CarriedRow => ({
  outcome: 'refused',
  activityId,
  code: reasons[0]?.code ?? 'refused',
  reasons,
});

/** What staff have ordered is not undone by a file that has not heard of it. */
const orderedSince = (activityId: ActivityId): CarriedRow => ({
  outcome: 'skipped',
  activityId,
  code: 'ordered-since',
  message: 'staff have ordered another place since; again=true asks for what the file says',
});

function isSameWish({ wished }: Activity, details: Details): boolean {
  const { activityId: _, revision: __, ...before } = wished;
  return bodyHash(before) === bodyHash(details);
}

/** What there is to say without asking: staff have ordered otherwise, or an earlier import has asked for just this. */
function answeredBefore(
  { target }: Import,
  activityId: ActivityId,
  before: Activity,
  details: Details,
): CarriedRow | undefined {
  if (before.status === 'cancelled') return undefined;
  if (before.wished.ordered && !target.again) return orderedSince(activityId);
  if (!isSameWish(before, details)) return undefined;
  if (!before.declined) return { outcome: 'unchanged', activityId };
  return target.again ? undefined : refusedBy(activityId, before.declined);
}

const execute = (
  { activities, target }: Import,
  activityId: ActivityId,
  name: string,
  command: ActivityCommand,
  body: object = command,
) =>
  activities.execute({
    stream: activityStream(activityId),
    command,
    commandId: `import/${name}`,
    principal: target.principal,
    partitionKey: target.center,
    body,
  });

/** Asks for what the row says, and stays for the answer. */
async function ask(
  running: Import,
  activityId: ActivityId,
  before: ActivityState,
  details: Details,
): Promise<CarriedRow> {
  const command: ActivityCommand = before
    ? { type: 'ReviseActivity', details }
    : { type: 'ProposeActivity', activityId, details };
  const name = `${before?.wished.revision ?? 0}/${bodyHash(details)}`;
  const outcome = await execute(running, activityId, name, command);
  if (!outcome.ok) return { outcome: 'refused', activityId, code: outcome.refusal.code };
  const { state } = await running.activities.waitFor(activityStream(activityId), isAnswered, DECISION_WAIT_MS);
  if (!state || state.awaitsAnswer) return { outcome: 'pending', activityId };
  if (state.declined) return refusedBy(activityId, state.declined);
  return { outcome: before?.confirmed ? 'changed' : 'confirmed', activityId };
}

/** The file says that it is cancelled: so is what an earlier import made of it. */
async function callOff(running: Import, activityId: ActivityId, before: ActivityState): Promise<CarriedRow> {
  if (!before) {
    return { outcome: 'skipped', code: 'never-imported', message: 'cancelled in the file, and never imported before' };
  }
  if (before.status === 'cancelled') return { outcome: 'unchanged', activityId };
  const command: ActivityCommand = { type: 'CancelActivity', now: timestampOf(running.clock.now()) };
  const outcome = await execute(running, activityId, 'cancel', command, {});
  return outcome.ok
    ? { outcome: 'cancelled', activityId }
    : { outcome: 'refused', activityId, code: outcome.refusal.code };
}

/** Brings the activity that a row always meets to what the row says. */
export async function carryRow(running: Import, row: ImportRow): Promise<CarriedRow> {
  const { target, rooms, catalogue, activities } = running;
  const activityId = ActivityId.parse(uuidV5(`${target.center}/${row.uid}`, IMPORT_NAMESPACE));
  const stream = activityStream(activityId);
  if (row.cancelled && !row.error) return callOff(running, activityId, (await activities.load(stream)).state);
  const booking = bookingOf(catalogue, target, rooms, row);
  if (!booking.ok) {
    const { ok: _, ...why } = booking;
    return { outcome: 'refused', ...why };
  }
  // An import that was broken off may have left a question open; what is answered to it counts.
  const { state: before } = await activities.waitFor(stream, (state) => !state?.awaitsAnswer, DECISION_WAIT_MS);
  const known = before && answeredBefore(running, activityId, before, booking.details);
  return known ?? ask(running, activityId, before, booking.details);
}
