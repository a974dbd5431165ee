import type { KafkaEngine, KafkaOptions } from '@huitang/engine-kafka';
import type { BusMessage } from '@huitang/runtime';
import { afterEach, beforeEach } from '@jest/globals';
import { newWorld, openIn, removeWorld } from './open-kafka.ts';
import { type Cable, proxyTo } from './proxy.ts';

export const TOPIC = 'scheduling.events';

export const message = (subject: string, n: number, key = subject): BusMessage => ({
  topic: TOPIC,
  key,
  subject,
  body: JSON.stringify({ subject, n }),
});

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What a test opens is closed after it, and its topics are removed. */
export function useWorld() {
  let options: KafkaOptions;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    options = await newWorld();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await removeWorld(options);
  });
  return {
    options: () => options,
    async open(more: Partial<KafkaOptions> = {}): Promise<KafkaEngine> {
      const engine = await openIn(options, more);
      closing.push(() => engine.close());
      return engine;
    },
    async proxy(): Promise<Cable> {
      const proxy = await proxyTo(options.brokers[0] ?? '');
      closing.push(() => proxy.close());
      return proxy;
    },
  };
}
