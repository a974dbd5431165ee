import { timestampOf } from '@huitang/contracts';
import type { Platform, StoredRecord } from '@huitang/runtime';
import type { Delivery } from '../domain/delivery.ts';
import { deliveryId } from '../outcomes.ts';

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
/** Of one delivery: all there can be of it, and of its being sent again a few times. */
const TRIES_MAX = 50;
/** Later ones sort first. Beyond any moment that a clock of ours says. */
const END_OF_TIME = 10 ** 15;

/** One request and what came of it. */
export interface Try {
  readonly at: string;
  /** Of the answer; absent when there was none. */
  readonly status?: number;
  readonly error?: string;
  readonly tookMs: number;
}

/** What was sent to an endpoint, and how that went. */
export interface Tried {
  /** The delivery that was sent last, as it was taken up. */
  readonly delivery: Delivery;
  readonly tries: readonly Try[];
}

/** What has been sent to endpoints in the last thirty days. */
export interface TryLog {
  write(delivery: Delivery, one: Try): Promise<void>;
  /** Of one endpoint, what was told last first; those after `afterId`. */
  list(endpointId: string, limit: number, afterId?: string): Promise<readonly (Tried & { readonly id: string })[]>;
  get(endpointId: string, id: string): Promise<Tried | undefined>;
  /** From now on it is this delivery by which the same is told once more. */
  replan(delivery: Delivery, tried: Tried): Promise<void>;
  tidy(): Promise<void>;
}

/** The name a delivery has for whoever is told: the same when it is sent again. */
export const webhookIdOf = ({ again: _, ...delivery }: Delivery): string => deliveryId(delivery);

const idOf = (delivery: Delivery): string =>
  `${String(END_OF_TIME - Date.parse(delivery.tellAt)).padStart(16, '0')}-${webhookIdOf(delivery)}`;

const keyOf = (delivery: Delivery): string => `${delivery.target}/${idOf(delivery)}`;

export function tryLogOf({ records, clock }: Pick<Platform, 'records' | 'clock'>): TryLog {
  const log = records.set<Tried>('notification-webhook-tries');
  const put = (delivery: Delivery, tries: readonly Try[]): Promise<void> =>
    log.put(keyOf(delivery), { delivery, tries }, { expiresAt: clock.now() + KEPT_MS });
  const withId = ({ key, value }: StoredRecord<Tried>) => ({ ...value, id: key.slice(key.indexOf('/') + 1) });
  return {
    async write(delivery, one) {
      const before = (await log.get(keyOf(delivery)))?.tries ?? [];
      await put(delivery, [...before, one].slice(-TRIES_MAX));
    },
    async list(endpointId, limit, afterId) {
      const after = afterId === undefined ? undefined : `${endpointId}/${afterId}`;
      return (await log.list(`${endpointId}/`, limit, after)).map(withId);
    },
    get: (endpointId, id) => log.get(`${endpointId}/${id}`),
    replan: (delivery, { tries }) => put(delivery, tries),
    async tidy() {
      await log.expire(clock.now());
    },
  };
}

export const tryAt = (startedAt: number, endedAt: number, outcome: Pick<Try, 'status' | 'error'>): Try => ({
  at: timestampOf(startedAt),
  ...outcome,
  tookMs: endedAt - startedAt,
});
