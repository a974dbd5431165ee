import { type Clock, Fault } from '@huitang/runtime';
import type { Admin, ITopicMetadata } from 'kafkajs';

const TRIES_MAX = 20;
const AGAIN_MS = 100;

/**
 * What the cluster knows of topics. Of one that was created a moment ago a broker may know no leader yet; the client throws
 * that answer away, and then fails on not having one. So it is asked again, for two seconds; after that it is a retriable
 * fault. Rejects with whatever else the client says.
 */
export async function topicMetadata(
  admin: Pick<Admin, 'fetchTopicMetadata'>,
  clock: Pick<Clock, 'after'>,
  names: readonly string[],
): Promise<readonly ITopicMetadata[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await admin.fetchTopicMetadata({ topics: [...names] })).topics;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (tries === TRIES_MAX) {
        const message = `no broker says anything of ${names.join()}`;
        throw new Fault('kafka-unavailable', message, { retriable: true, cause: error });
      }
    }
    await new Promise<void>((resolve) => {
      clock.after(AGAIN_MS, resolve);
    });
  }
}
