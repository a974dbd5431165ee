import type { EventBus } from '@huitang/runtime';
import { eventBusConformance, type Harness } from '@huitang/runtime/conformance';
import { newWorld, openIn, removeWorld } from './open-kafka.ts';

async function open(): Promise<Harness<EventBus>> {
  const world = await newWorld();
  let engine = await openIn(world);
  return {
    port: engine.bus,
    async reopen() {
      await engine.close();
      engine = await openIn(world);
      return engine.bus;
    },
    async close() {
      await engine.close();
      await removeWorld(world);
    },
  };
}

eventBusConformance('Kafka', open);
