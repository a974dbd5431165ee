import type { ActivityId, AllocationGranted, OrganizationId } from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import type { Coordinator } from './coordinator/coordinator.ts';
import { countHeld } from './coordinator/count-held.ts';
import { limitOf } from './coordinator/quota-streams.ts';

/** That an organization has something, as one stream granted it. */
interface Holder {
  readonly organization: OrganizationId;
  readonly activityId: ActivityId;
}

export type QuotaHolders = Collection<Holder>;

export const holdersCollection = ({ views }: Pick<Platform, 'views'>): QuotaHolders =>
  views.collection<Holder>({
    name: 'room-allocation-holders',
    fields: { organization: 'text' },
    indexes: [['organization']],
  });

const PAGE = 1_000;

/** Everything that an organization was granted and has not lost, as far as it was heard of. */
export async function holdersOf(holders: QuotaHolders, organization: OrganizationId): Promise<readonly ActivityId[]> {
  const found = new Set<ActivityId>();
  let cursor: string | undefined;
  do {
    const page = await holders.find({ where: { organization }, limit: PAGE, ...(cursor && { cursor }) });
    for (const { activityId } of page.items) found.add(activityId);
    cursor = page.cursor;
  } while (cursor);
  return [...found];
}

const keyOf = ({ source }: EventMeta, activityId: string): string => `${source.stream}|${activityId}`;

const organizationOf = ({ tentative, terms, demanded }: AllocationGranted): OrganizationId | undefined =>
  (tentative ?? terms ?? demanded)?.organizationId;

/**
 * Who holds what, so that a limit can count what was held before it. What is granted is written down here before it is
 * looked up whether there is a limit, and a limit is written down before it is looked up here: one of them sees the other.
 */
export function holdersConsumer(coordinator: Coordinator, holders: QuotaHolders): Consumer {
  const leave = async ({ activityId }: { readonly activityId: ActivityId }, meta: EventMeta): Promise<void> => {
    await holders.remove(keyOf(meta, activityId), meta.source);
  };
  return {
    group: 'room-allocation.quotas',
    services: ['room-allocation'],
    rebuilds: [holders],
    handlers: {
      async AllocationGranted(grant, meta) {
        const { activityId } = grant;
        const organization = organizationOf(grant);
        if (organization === undefined) return;
        await holders.put(keyOf(meta, activityId), { organization, activityId }, meta.source);
        if ((await limitOf(coordinator, { organizationId: organization })) === undefined) return;
        await countHeld(coordinator, organization, activityId);
      },
      AllocationReleased: leave,
      async AllocationDisplaced(displaced, meta) {
        if (!displaced.held) await leave(displaced, meta);
      },
    },
  };
}
