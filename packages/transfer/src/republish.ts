import { busMessagesOf, type Commit, type EventBus, type EventLog, Fault } from '@huitang/runtime';

const PAGE = 500;

/** One service's log, and the bus to tell it to again. */
export interface Retelling {
  readonly service: string;
  readonly log: EventLog;
  readonly bus: EventBus;
}

export interface Retold {
  readonly commits: number;
  readonly messages: number;
}

async function* pagesOf({ log, service }: Retelling, stream?: string): AsyncGenerator<readonly Commit[]> {
  if (stream !== undefined) {
    const commits = await log.read(stream);
    if (commits.length === 0) throw new Fault('no-stream', `${service} has no stream ${stream}`, { retriable: false });
    yield commits;
    return;
  }
  for (let cursor: string | undefined; ; ) {
    const page = await log.all(cursor, PAGE);
    cursor = page.cursor;
    if (page.commits.length === 0) return;
    yield page.commits;
  }
}

/**
 * Publishes again what a log has, or one stream of it, in stream order: whoever has applied an event drops it, whoever
 * has missed it applies it. Marks are left alone, so what was never published is told once more by the relay. Rejects
 * with `no-stream` for a stream that the log does not have.
 */
export async function republish(retelling: Retelling, stream?: string): Promise<Retold> {
  const { service, bus } = retelling;
  const retold = { commits: 0, messages: 0 };
  for await (const commits of pagesOf(retelling, stream)) {
    const messages = commits.flatMap((commit) => busMessagesOf(service, commit));
    if (messages.length > 0) await bus.publish(messages);
    retold.commits += commits.length;
    retold.messages += messages.length;
  }
  return retold;
}
