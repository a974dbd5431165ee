import { Webhook } from 'standardwebhooks';
import type { Access } from './endpoint.ts';

const PREFIX = 'whsec_';

/** A secret as the Standard Webhooks specification writes it, of random base64url. */
export const secretOf = (random: string): string => `${PREFIX}${Buffer.from(random, 'base64url').toString('base64')}`;

/**
 * The headers of the Standard Webhooks specification: `webhook-id` is the same however often it is sent, and there is a
 * signature for each secret that counts at `now` (milliseconds).
 */
export function signedHeaders(id: string, body: string, { secret, earlier }: Access, now: number) {
  const at = new Date(now);
  const secrets = [secret, ...(earlier && now < Date.parse(earlier.until) ? [earlier.secret] : [])];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': secrets.map((each) => new Webhook(each).sign(id, at, body)).join(' '),
  };
}
