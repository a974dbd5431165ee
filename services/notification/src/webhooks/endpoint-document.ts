import { line } from '@huitang/contracts';
import { z } from 'zod';
import type { Access, Endpoint } from './endpoint.ts';

const URL_MAX = 2_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const WANTED = 'an https address without a password, such as https://example.org/huitang; http only on this machine';

function isWanted(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return isSafe && !username && !password && !hash;
}

export const AskedEndpoint = z.strictObject({
  url: z.string().max(URL_MAX).refine(isWanted, { error: WANTED }),
  label: line(100),
});
export type AskedEndpoint = z.infer<typeof AskedEndpoint>;

export const Rotation = z.strictObject({
  /** How long everything is signed with the secret until now as well. */
  graceHours: z.int().min(0).max(720).default(24),
});

export const EndpointDocument = z.object({
  id: z.string(),
  label: z.string(),
  /** Without its query, where people put passwords. */
  url: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  state: z.enum(['enabled', 'disabled']),
  disabledAt: z.string().optional(),
  /** `gone`: it answered 410. */
  disabledBecause: z.enum(['gone']).optional(),
  /** Until then everything is signed with the secret before the last one, too. */
  earlierSecretUntil: z.string().optional(),
  /** `whsec_…`: only in the answer that makes it, and never again. */
  secret: z.string().optional(),
});
export type EndpointDocument = z.infer<typeof EndpointDocument>;

function shownUrl(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}

/** What may be told of an endpoint; `secret` only to whoever has just been given it. */
export function endpointDocument(endpoint: Endpoint, { url, earlier }: Access, secret?: string): EndpointDocument {
  const { id, label, createdAt, createdBy, disabled } = endpoint;
  return {
    ...{ id, label, url: shownUrl(url), createdAt, createdBy },
    state: disabled ? 'disabled' : 'enabled',
    ...(disabled && { disabledAt: disabled.at, disabledBecause: disabled.because }),
    ...(earlier && { earlierSecretUntil: earlier.until }),
    ...(secret && { secret }),
  };
}
