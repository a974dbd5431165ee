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

/** Writes down who holds what; what is known of later events stays. */
export const holderWriter = (holders: QuotaHolders) => ({
  /** The organization that holds it, where the grant says so. */
  async granted(grant: AllocationGranted, meta: EventMeta): Promise<OrganizationId | undefined> {
    const { activityId } = grant;
    const organization = organizationOf(grant);
    if (organization) await holders.put(keyOf(meta, activityId), { organization, activityId }, meta.source);
    return organization;
  },
  async left({ activityId }: { readonly activityId: ActivityId }, meta: EventMeta): Promise<void> {
    await holders.remove(keyOf(meta, activityId), meta.source);
  },
});

/**
 * Counts what is granted while its organization has a limit. It is written down here too before it is looked up whether
 * there is one, and a limit is written down before it is looked up who holds what: one of them sees the other.
 */
export function countingReaction(coordinator: Coordinator, holders: QuotaHolders): Consumer {
  const writer = holderWriter(holders);
  return {
    group: 'room-allocation.quotas',
    services: ['room-allocation'],
    rebuilds: [],
    handlers: {
      async AllocationGranted(grant, meta) {
        const organizationId = await writer.granted(grant, meta);
        if (organizationId === undefined || (await limitOf(coordinator, { organizationId })) === undefined) return;
        await countHeld(coordinator, organizationId, grant.activityId);
      },
    },
  };
}
