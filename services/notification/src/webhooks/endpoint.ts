import { timestampOf } from '@huitang/contracts';
import type { Platform, Vault } from '@huitang/runtime';

/** Of one organization; whoever needs more wants a relay of their own. */
export const ENDPOINTS_MAX = 10;

/** Why nothing goes there any more: it said itself that it is gone (410). */
type Ended = 'gone';

/** Where an organization wants to be told by HTTP, without what is secret about it. */
export interface Endpoint {
  readonly id: string;
  readonly organizationId: string;
  readonly label: string;
  readonly createdBy: string;
  /** RFC 3339; what happened before is not told there. */
  readonly createdAt: string;
  readonly disabled?: { readonly at: string; readonly because: Ended };
}

/** What the Vault keeps of an endpoint: an address may hold a password, too. */
export interface Access {
  readonly url: string;
  readonly secret: string;
  /** The secret before the last one: signed with as well for a while, so that whoever checks can be changed over. */
  readonly earlier?: { readonly secret: string; readonly until: string };
  /** The command that made the secret. */
  readonly rotatedBy?: string;
}

export interface Endpoints {
  /** By id, disabled ones too. */
  of(organizationId: string): Promise<readonly Endpoint[]>;
  get(organizationId: string, id: string): Promise<Endpoint | undefined>;
  /** False when there is one of that id already. */
  add(endpoint: Endpoint, access: Access): Promise<boolean>;
  accessTo(endpoint: Endpoint): Promise<Access | undefined>;
  /**
   * With a new secret; the one until now counts until `until`. The same command repeated, whose answer was lost, makes
   * another one in the place of its own.
   */
  rotate(endpoint: Endpoint, secret: string, until: string, commandId: string): Promise<void>;
  disable(endpoint: Endpoint, because: Ended): Promise<void>;
  /** Nothing of it is left. */
  remove(endpoint: Endpoint): Promise<void>;
}

const subjectOf = ({ organizationId, id }: Endpoint): string => `webhook/${organizationId}/${id}`;
const keyOf = ({ organizationId, id }: Endpoint): string => `${organizationId}/${id}`;

async function accessIn(vault: Vault, endpoint: Endpoint): Promise<Access | undefined> {
  const { url, secret, earlierSecret, earlierUntil, rotatedBy } = (await vault.get(subjectOf(endpoint))) ?? {};
  if (url === undefined || secret === undefined) return undefined;
  return {
    url,
    secret,
    ...(earlierSecret && earlierUntil && { earlier: { secret: earlierSecret, until: earlierUntil } }),
    ...(rotatedBy && { rotatedBy }),
  };
}

export function endpointsOf({ records, vault, clock }: Pick<Platform, 'records' | 'vault' | 'clock'>): Endpoints {
  const endpoints = records.set<Endpoint>('notification-webhooks');
  return {
    async of(organizationId) {
      const found = await endpoints.list(`${organizationId}/`, ENDPOINTS_MAX);
      return found.map(({ value }) => value);
    },
    get: (organizationId, id) => endpoints.get(`${organizationId}/${id}`),
    async add(endpoint, { url, secret }) {
      const isNew = await endpoints.insertIfAbsent(keyOf(endpoint), endpoint);
      // Whoever died between the two is made up for by the request that comes again.
      if (!isNew && (await accessIn(vault, endpoint))) return false;
      await vault.put(subjectOf(endpoint), { url, secret });
      return true;
    },
    accessTo: (endpoint) => accessIn(vault, endpoint),
    async rotate(endpoint, secret, until, commandId) {
      const before = await accessIn(vault, endpoint);
      const earlier = { earlierSecret: before?.secret ?? '', earlierUntil: until };
      const isRepeated = before?.rotatedBy === commandId;
      await vault.put(subjectOf(endpoint), { secret, rotatedBy: commandId, ...(!isRepeated && earlier) });
    },
    async disable(endpoint, because) {
      // Removed while its answer was on the way, it stays removed.
      if (!(await endpoints.get(keyOf(endpoint)))) return;
      await endpoints.put(keyOf(endpoint), { ...endpoint, disabled: { at: timestampOf(clock.now()), because } });
    },
    async remove(endpoint) {
      // Whoever is told that its secret could not be erased yet finds it to ask again.
      await vault.erase(subjectOf(endpoint));
      await endpoints.remove(keyOf(endpoint));
    },
  };
}
