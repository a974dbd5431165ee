import type { z } from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { Retry } from '../domain/retry.ts';
import type { Ready } from '../judge.ts';

/** One of several ways that a channel has to an organization. */
export interface Target {
  readonly id: string;
  /** RFC 3339; of what happened before, nothing is told there. */
  readonly since: string;
}

/** A delivery with what it is written from. */
export interface ReadyLetter {
  readonly delivery: Delivery;
  readonly ready: Ready;
}

/** Why something was not taken that is nobody's fault: not wanted any more, or not before `waitMs` have passed. */
export type NotTaken = 'switched-off' | { readonly error: string; readonly waitMs: number };

/** One way of telling organizations something: a file of its own beside this one, and its place in the list of all. */
export interface Channel {
  /** Part of keys and of the ledger: never changes. */
  readonly name: string;
  readonly retry: Retry;
  /** True where it reaches people as it is sent: there it is quiet in their quiet hours, and what they have switched off stays away. */
  readonly rings?: true;
  /** What an organization has to give for it, all of it secret: kept in the Vault and told to nobody. */
  readonly settings?: z.ZodType<Readonly<Record<string, string>>>;
  /** For programs, which want to know it although nobody needs to any more; reminders are for people. */
  readonly isTellingLate?: true;
  /** Where an organization is told over this channel; absent where there is one way at most. */
  readonly targetsOf?: (organizationId: string) => Promise<readonly Target[]>;
  /**
   * Resolves when whoever carries it on has taken it, or in why it was not. A `Fault` says whether to try again; it names
   * no address, no key and no secret. Over within a minute.
   */
  send(delivery: Delivery, ready: Ready): Promise<NotTaken | undefined>;
  /** The same for several messages to one recipient as one, in their order; absent where there is no such thing. */
  readonly sendTogether?: (letters: readonly ReadyLetter[]) => Promise<NotTaken | undefined>;
}
