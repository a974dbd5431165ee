import { ActivityId, type CenterId, minuteOf, type OrganizationId, ResourceId } from '@huitang/contracts';
import { bodyHash, type Platform } from '@huitang/runtime';
import { v5 as uuidV5 } from 'uuid';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Kind } from '../catalogue/kind.ts';
import { activityStream } from '../decider.ts';
import { type ActivityState, type Details, isAnswered } from '../domain/activity.ts';
import type { Activities } from '../reactions.ts';
import type { SchedulingViews } from '../views.ts';
import type { ImportRow } from './parsed-file.ts';

/** The namespace of ids made from (center, uid). Never changes: it is how a second import meets the first. */
const IMPORT_NAMESPACE = '0b9b7c52-3d2e-5f0a-8f43-6c1d2a9e7b10';
const ROWS_AT_ONCE = 32;
const DECISION_WAIT_MS = 60_000;

export interface ImportTarget {
  readonly center: CenterId;
  readonly organization: OrganizationId;
  /** For rows that name no kind. */
  readonly kind: Kind;
  readonly principal: string;
}

export type RowOutcome = 'confirmed' | 'changed' | 'unchanged' | 'refused' | 'skipped' | 'pending';

/** What became of one row. */
export interface ReportLine {
  readonly line: number;
  readonly uid: string;
  readonly title: string;
  readonly room?: string;
  readonly outcome: RowOutcome;
  readonly activityId?: string;
  /** Why it was refused or skipped: a stable code, the field, and the words. */
  readonly code?: string;
  readonly field?: string;
  readonly message?: string;
  readonly reasons?: readonly unknown[];
}

interface Room {
  readonly id: ResourceId;
}

interface ImportContext {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly views: SchedulingViews;
  readonly activities: Activities;
}

type Roomed = ReadonlyMap<string, Room>;

async function roomsOf({ views }: ImportContext, center: CenterId): Promise<Roomed> {
  const { items } = await views.resources.find({ where: { center, type: 'room' }, limit: 10_000 });
  return new Map(
    items.flatMap((room) => [room.id, ...room.names].map((name) => [name, { id: ResourceId.parse(room.id) }] as const)),
  );
}

type Prepared =
  | { readonly ok: true; readonly details: Details }
  | { readonly ok: false; readonly field: string; readonly code: string; readonly message: string };

/** A row as an activity whose time and room are facts: fixed, pinned, nobody is mailed. */
function prepare(context: ImportContext, target: ImportTarget, rooms: Roomed, row: ImportRow): Prepared {
  if (row.error) return { ok: false, ...row.error };
  if (row.start === undefined || row.end === undefined)
    return { ok: false, field: 'start', code: 'missing', message: 'start and end' };
  const room = rooms.get(row.room ?? '');
  if (!room)
    return {
      ok: false,
      field: 'room',
      code: 'unknown-room',
      message: `a room of ${target.center}, not ${JSON.stringify(row.room ?? '')}`,
    };
  const kind = row.kind === undefined ? target.kind : context.catalogue.kinds.get(row.kind);
  if (!kind)
    return {
      ok: false,
      field: 'kind',
      code: 'unknown-kind',
      message: `a kind of the catalogue, not ${JSON.stringify(row.kind)}`,
    };
  return {
    ok: true,
    details: {
      centerId: target.center,
      organizationId: target.organization,
      kind: { id: kind.id, name: kind.name },
      title: row.title,
      audience: row.audience ?? kind.defaultAudience,
      headcount: row.headcount ?? 1,
      notify: false,
      programme: [],
      wish: {
        starts: [row.start],
        durationMinutes: minuteOf(row.end) - minuteOf(row.start),
        headcount: row.headcount ?? 1,
        needs: [{ role: 'room', features: [], resourceId: room.id }],
        setupMinutes: 0,
        teardownMinutes: 0,
        asGiven: true,
      },
    },
  };
}

function sameWish(state: NonNullable<ActivityState>, details: Details): boolean {
  const { activityId: _, revision: __, ...wished } = state.wished;
  return bodyHash(wished) === bodyHash(details);
}

async function carryRow(
  context: ImportContext,
  target: ImportTarget,
  rooms: Roomed,
  row: ImportRow,
): Promise<ReportLine> {
  const line = { line: row.line, uid: row.uid, title: row.title, ...(row.room !== undefined && { room: row.room }) };
  if (row.skipped) return { ...line, outcome: 'skipped', code: row.skipped };
  const prepared = prepare(context, target, rooms, row);
  if (!prepared.ok)
    return { ...line, outcome: 'refused', code: prepared.code, field: prepared.field, message: prepared.message };
  const activityId = ActivityId.parse(uuidV5(`${target.center}/${row.uid}`, IMPORT_NAMESPACE));
  const stream = activityStream(activityId);
  const { state: before } = await context.activities.load(stream);
  if (before && sameWish(before, prepared.details) && before.status === 'confirmed')
    return { ...line, outcome: 'unchanged', activityId };
  const outcome = await context.activities.execute({
    stream,
    command: before
      ? { type: 'ReviseActivity', details: prepared.details }
      : { type: 'ProposeActivity', activityId, details: prepared.details },
    commandId: `import/${before?.wished.revision ?? 0}/${bodyHash(prepared.details)}`,
    principal: target.principal,
    partitionKey: target.center,
  });
  if (!outcome.ok) return { ...line, outcome: 'refused', activityId, code: outcome.refusal.code };
  const { state } = await context.activities.waitFor(stream, isAnswered, DECISION_WAIT_MS);
  if (!state || state.awaitsAnswer) return { ...line, outcome: 'pending', activityId };
  if (state.declined)
    return {
      ...line,
      outcome: 'refused',
      activityId,
      code: state.declined.reasons[0]?.code ?? 'refused',
      reasons: state.declined.reasons,
    };
  return { ...line, outcome: before ? 'changed' : 'confirmed', activityId };
}

/**
 * Carries rows out, each an activity of its own, `ROWS_AT_ONCE` at a time, and tells what became of every one, in the
 * file's order. Safe to repeat: a row that stands as it was is `unchanged`, one that was edited is revised.
 */
export async function runImport(
  context: ImportContext,
  target: ImportTarget,
  rows: readonly ImportRow[],
): Promise<readonly ReportLine[]> {
  const rooms = await roomsOf(context, target.center);
  const report: ReportLine[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < rows.length; index = next++) {
      const row = rows[index];
      if (row) report[index] = await carryRow(context, target, rooms, row);
    }
  };
  await Promise.all(Array.from({ length: ROWS_AT_ONCE }, worker));
  return report;
}
