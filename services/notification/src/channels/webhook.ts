import { Fault, type HttpAnswer, messageOf, type Platform } from '@huitang/runtime';
import { organizationOf } from '../contacts.ts';
import type { Delivery } from '../domain/delivery.ts';
import { type Retry, stretched } from '../domain/retry.ts';
import { retryAfterMs } from '../domain/retry-after.ts';
import type { Ready } from '../judge.ts';
import { type Access, type Endpoint, endpointsOf } from '../webhooks/endpoint.ts';
import { payloadFor } from '../webhooks/payload.ts';
import { signedHeaders } from '../webhooks/signed.ts';
import { tryAt, tryLogOf, webhookIdOf } from '../webhooks/tries.ts';
import type { Channel, NotTaken } from './channel.ts';

export const WEBHOOK = 'webhook';

const TIMEOUT_MS = 15_000;
/** However long an endpoint wants to be left alone. */
const LATER_MAX_MS = 86_400_000;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Between attempts, as the Standard Webhooks specification recommends: more than three days together. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

const retry: Retry = {
  attemptsMax: WAITS_MS.length + 1,
  delayMs: (attempts, fraction) => stretched(WAITS_MS[attempts - 1] ?? 0, fraction),
};

/** What an answer means; undefined when the endpoint has taken it. */
function notTaken({ status, headers }: HttpAnswer, now: number): NotTaken | undefined {
  if (status >= 200 && status < 300) return undefined;
  const isElsewhere = status >= 300 && status < 400;
  const error = `the endpoint answered ${status}${isElsewhere ? ', and redirects are not followed' : ''}`;
  if (status === 410) throw new Fault('webhook-gone', error, { retriable: false });
  return { error, waitMs: Math.min(LATER_MAX_MS, retryAfterMs(headers['retry-after'], now) ?? 0) };
}

/** To the endpoints of an organization, signed by the Standard Webhooks specification; 410 ends an endpoint. */
export function webhookChannel(platform: Platform): Channel {
  const { clock, http, installation } = platform;
  const endpoints = endpointsOf(platform);
  const log = tryLogOf(platform);

  function post(delivery: Delivery, ready: Ready, access: Access): Promise<HttpAnswer> {
    const body = payloadFor(delivery, ready, installation.publicUrl);
    return http.request({
      method: 'POST',
      url: access.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Huitang',
        ...signedHeaders(webhookIdOf(delivery), body, access, clock.now()),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      outside: true,
    });
  }

  async function attempt(
    endpoint: Endpoint,
    access: Access,
    delivery: Delivery,
    ready: Ready,
  ): Promise<NotTaken | undefined> {
    const startedAt = clock.now();
    const write = (outcome: { status?: number; error?: string }): Promise<void> =>
      log.write(delivery, tryAt(startedAt, clock.now(), outcome));
    const answer = await post(delivery, ready, access).catch(async (error: unknown) => {
      await write({ error: messageOf(error) });
      throw error;
    });
    await write({ status: answer.status });
    if (answer.status === 410) await endpoints.disable(endpoint, 'gone');
    return notTaken(answer, clock.now());
  }

  return {
    name: WEBHOOK,
    retry,
    isTellingLate: true,
    async targetsOf(organizationId) {
      const all = await endpoints.of(organizationId);
      return all.filter(({ disabled }) => !disabled).map(({ id, createdAt }) => ({ id, since: createdAt }));
    },
    async send(delivery, ready) {
      const endpoint = await endpoints.get(organizationOf(delivery.recipient), delivery.target ?? '');
      const access = endpoint && !endpoint.disabled && (await endpoints.accessTo(endpoint));
      return access ? attempt(endpoint, access, delivery, ready) : 'switched-off';
    },
  };
}
