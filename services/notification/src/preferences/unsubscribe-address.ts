import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Platform } from '@huitang/runtime';
import { type OptionalKind, optionalKinds } from '../domain/preferences.ts';

/** What a mail can be unsubscribed from, for whom. */
export interface Unsubscription {
  readonly organizationId: string;
  readonly kinds: readonly OptionalKind[];
}

/** Addresses that need no sign-in, for nobody else can make them. */
export interface UnsubscribeAddresses {
  addressOf(unsubscription: Unsubscription): Promise<string>;
  /** Undefined for a token that was not made here. */
  read(token: string): Promise<Unsubscription | undefined>;
}

const KEY = 'unsubscribe';
/** `<organization>.<kind>~<kind>.<signature>` */
const TOKEN = /^([a-z0-9-]{1,64})\.([a-z~-]{1,200})\.([A-Za-z0-9_-]{43})$/;

const isKind = (text: string): text is OptionalKind => optionalKinds.some((kind) => kind === text);

const signed = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

// As long as it takes, whatever was guessed.
const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Signed with a secret of the installation's own, made when it is first wanted; without it, addresses in old mails end. */
export function unsubscribeAddresses({
  records,
  ids,
  installation,
}: Pick<Platform, 'records' | 'ids' | 'installation'>): UnsubscribeAddresses {
  const secrets = records.set<{ readonly secret: string }>('notification-secrets');
  let known: string | undefined;

  async function secret(): Promise<string> {
    if (known === undefined) {
      const fresh = ids.secret();
      await secrets.insertIfAbsent(KEY, { secret: fresh });
      known = (await secrets.get(KEY))?.secret ?? fresh;
    }
    return known;
  }

  return {
    async addressOf({ organizationId, kinds }) {
      const text = `${organizationId}.${kinds.join('~')}`;
      return `${installation.publicUrl}/u/${text}.${signed(await secret(), text)}`;
    },
    async read(token) {
      const [, organizationId, kinds, signature] = TOKEN.exec(token) ?? [];
      if (!organizationId || !kinds || !signature) return undefined;
      if (!isSame(signature, signed(await secret(), `${organizationId}.${kinds}`))) return undefined;
      return { organizationId, kinds: kinds.split('~').filter(isKind) };
    },
  };
}
