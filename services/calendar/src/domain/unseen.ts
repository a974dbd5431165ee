import type { ChangeWentUnseen } from '@huitang/contracts';
import type { OwnEntry } from './own-entry.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

export type Owner = ChangeWentUnseen['owner'];

function ownerIn(key: string): readonly Owner[] {
  const [, type, id] = /^(organization|person)\/(.+)$/.exec(key) ?? [];
  return id !== undefined && (type === 'organization' || type === 'person') ? [{ type, id }] : [];
}

/**
 * Whom its last change concerns and who can be told in another way than by a feed: the organization and its people, also
 * those who were let go with that change. Who has just been given what they asked for is not told of that.
 */
export function concernedBy({ feeds, leaving, displayRevision }: OwnEntry): readonly Owner[] {
  const owners = [...feeds, ...leaving].flatMap(ownerIn);
  return owners.filter(({ type }) => type === 'person' || displayRevision > 0);
}

/**
 * When to look whether calendars have come since its last change: after `unseenMinutes`, or half of the time that is left
 * until it begins. Milliseconds; undefined for what had begun, or did not begin within a day.
 */
export function lookAt({ start, displayChangedAt }: OwnEntry, unseenMinutes: number): number | undefined {
  const changedAt = Date.parse(displayChangedAt);
  const left = Date.parse(start) - changedAt;
  if (left <= 0 || left > DAY_MS) return undefined;
  return changedAt + Math.min(unseenMinutes * MINUTE_MS, left / 2);
}

/** What has been told of an activity: each change to each owner once. */
export type Told = ReadonlySet<string>;

export interface TellUnseen {
  readonly type: 'TellUnseen';
  readonly unseen: ChangeWentUnseen;
}

export interface UnseenEvent {
  readonly type: 'ChangeWentUnseen';
  readonly data: ChangeWentUnseen;
}

export const changeOf = ({ displayRevision, owner }: ChangeWentUnseen): string =>
  `${displayRevision}/${owner.type}/${owner.id}`;

export const evolve = (told: Told, { data }: UnseenEvent): Told => new Set([...told, changeOf(data)]);

export const decide = ({ unseen }: TellUnseen, told: Told): { ok: true; events: readonly UnseenEvent[] } => ({
  ok: true,
  events: told.has(changeOf(unseen)) ? [] : [{ type: 'ChangeWentUnseen', data: unseen }],
});
