import type { AllocationGranted } from '@huitang/contracts';
import type { Commit, Platform } from '@huitang/runtime';

const MINUTE_MS = 60_000;

const later = (instant: string, ms: number): string =>
  `${new Date(Date.parse(instant) + ms).toISOString().slice(0, 19)}Z`;

function movedTo(granted: AllocationGranted, start: string) {
  const ms = Date.parse(start) - Date.parse(granted.start);
  return {
    ...granted,
    start,
    end: later(granted.end, ms),
    claims: granted.claims.map((claim) => ({ ...claim, start: later(claim.start, ms), end: later(claim.end, ms) })),
    reasons: [{ code: 'moved-start', values: { minutes: ms / MINUTE_MS } }],
    movedMinutes: ms / MINUTE_MS,
    allocationVersion: 2,
    from: {
      start: granted.start,
      end: granted.end,
      resourceIds: granted.claims.map(({ resourceId }) => resourceId),
    },
    because: { code: 'made-way' },
  };
}

/** The commit that granted an activity its place on a center-day, and the day's newest. */
async function grantOf(platform: Platform, activityId: string): Promise<{ grant: AllocationGranted; last: Commit }> {
  const log = platform.log('room-allocation');
  let cursor: string | undefined;
  for (;;) {
    const page = await log.all(cursor, 100);
    for (const { stream, events } of page.commits) {
      // What the log has was written by the schema of its type.
      const grants = events
        .filter(({ type }) => type === 'AllocationGranted')
        .map(({ data }) => data as AllocationGranted);
      const grant = grants.find((one) => one.activityId === activityId);
      const last = grant && (await log.read(stream)).at(-1);
      if (grant && last) return { grant, last };
    }
    if (page.commits.length === 0) throw new Error(`${activityId} has no place`);
    cursor = page.cursor;
  }
}

/** Moves a tentative activity to another start of its day, as its center-day would that needs the place. */
export async function moveByHand(platform: Platform, activityId: string, start: string): Promise<void> {
  const { grant, last } = await grantOf(platform, activityId);
  const appended = await platform.log('room-allocation').append({
    ...last,
    version: last.version + 1,
    follows: last.commandId,
    events: [{ type: 'AllocationMoved', data: movedTo(grant, start) }],
    commandId: `move/${activityId}`,
    causationId: null,
    previous: `${last.version}.0`,
  });
  if (appended.outcome !== 'appended') throw new Error(`${activityId} was not moved: ${appended.outcome}`);
}
