import type { Alternative, Reason } from '@huitang/contracts';
import type { Names } from '@huitang/wording';
import type { Activity } from './domain/activity.ts';
import type { SchedulingViews } from './views.ts';

export const resourcesIn = (reasons: readonly Reason[], alternatives: readonly Alternative[] = []) => [
  ...reasons.flatMap(({ resourceId }) => resourceId ?? []),
  ...alternatives.flatMap(({ resourceIds }) => resourceIds),
];

/** What some resources of an activity are called now; one that no center has any more as it was called when it was claimed. */
export async function namesOf(
  { resources }: SchedulingViews,
  { confirmed }: Pick<Activity, 'confirmed'>,
  ids: readonly string[],
): Promise<Names> {
  const known = new Map(confirmed?.claims.map(({ resourceId, name }) => [String(resourceId), name]));
  const rows = await Promise.all([...new Set(ids)].map((id) => resources.get(id)));
  for (const row of rows) {
    const [zh, en] = row?.names ?? [];
    if (row && zh !== undefined && en !== undefined) known.set(row.id, { zh, en });
  }
  return (id) => known.get(id);
}

/** For what the document of an activity says in words. */
export function namesForDocument(views: SchedulingViews, activity: Activity): Promise<Names> {
  const { declined, displaced } = activity;
  return namesOf(
    views,
    activity,
    resourcesIn([...(declined?.reasons ?? []), ...(displaced ? [displaced.because] : [])]),
  );
}
