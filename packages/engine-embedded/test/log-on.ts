import type { EventLog } from '@huitang/runtime';
import { eventBus } from '../src/bus/event-bus.ts';
import { eventLog } from '../src/event-log.ts';
import type { Store } from '../src/store.ts';
import { machine } from './open-engine.ts';

/** The log of scheduling on a store, with the bus it publishes on. */
export const logOn = (store: Store): EventLog => eventLog(store, 'scheduling', eventBus({ ...machine, store }).outlet);
