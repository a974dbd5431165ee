import type { Platform } from '@huitang/runtime';
import type { Channels } from './channels/index.ts';
import { MAIL } from './domain/delivery.ts';
import type { Way } from './domain/fan-out.ts';

/** A channel that an organization has chosen. */
export interface Choice {
  readonly channel: string;
  /** RFC 3339; absent for what it has had from the beginning. */
  readonly since?: string;
}

interface Chosen {
  readonly choices: readonly Choice[];
}

/** Who has chosen nothing hears by mail. */
const BY_DEFAULT: readonly Choice[] = [{ channel: MAIL }];

/** What organizations have chosen to hear by. */
export interface Choices {
  of(organizationId: string): Promise<readonly Choice[]>;
  choose(organizationId: string, choices: readonly Choice[]): Promise<void>;
  /** The ways to tell of something that happened at `time` (RFC 3339): none that was added after it. */
  waysAt(organizationId: string, time: string): Promise<readonly Way[]>;
}

const isBefore = (since: string | undefined, time: string): boolean =>
  since === undefined || Date.parse(since) <= Date.parse(time);

export function choicesOf({ records }: Pick<Platform, 'records'>, channels: Channels): Choices {
  const chosen = records.set<Chosen>('notification-choices');

  const of = async (organizationId: string): Promise<readonly Choice[]> =>
    (await chosen.get(organizationId))?.choices ?? BY_DEFAULT;

  async function waysOver(channel: string, organizationId: string, time: string): Promise<readonly Way[]> {
    const { targetsOf, isTellingLate } = channels.get(channel) ?? {};
    const way: Way = { channel, ...(isTellingLate && { isTellingLate }) };
    if (!targetsOf) return [way];
    const targets = await targetsOf(organizationId);
    return targets.filter(({ since }) => isBefore(since, time)).map(({ id }) => ({ ...way, target: id }));
  }

  return {
    of,
    choose: (organizationId, choices) => chosen.put(organizationId, { choices }),
    async waysAt(organizationId, time) {
      const then = (await of(organizationId)).filter(({ since }) => isBefore(since, time));
      return (await Promise.all(then.map(({ channel }) => waysOver(channel, organizationId, time)))).flat();
    },
  };
}
