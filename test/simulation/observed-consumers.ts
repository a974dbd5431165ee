import type { SimulatedProcess } from '@huitang/engine-simulated';
import type { Consumer, EventHandlers, EventMeta, ServiceFactory } from '@huitang/runtime';
import type { Application } from './invariants/invariant.ts';

export interface Observer {
  readonly begun: (application: Application) => void;
  readonly applied: (application: Application) => void;
  /** Throws where a handler is to fail at an event. */
  readonly bear: (group: string, stream: string) => void;
}

type Handler = (event: unknown, meta: EventMeta) => Promise<void>;

function observed(
  { begun, applied, bear }: Observer,
  life: Pick<Application, 'life' | 'process'>,
  consumer: Consumer,
): Consumer {
  const { group } = consumer;
  const hears = new Set(Object.keys(consumer.handlers));
  const watched = Object.entries(consumer.handlers).map(([type, handler]) => {
    const handle: Handler = async (event, meta) => {
      const application = { ...life, group, hears, type, source: meta.source };
      bear(group, meta.source.stream);
      begun(application);
      // The type that it stands under is the one of its events.
      await (handler as Handler)(event, meta);
      applied(application);
    };
    return [type, handle];
  });
  return { ...consumer, handlers: Object.fromEntries(watched) as EventHandlers };
}

/** Services for one process after the other, whose consumers tell of every event they take up. */
export function observedConsumers(
  factories: readonly ServiceFactory[],
  observer: Observer,
): (process: Pick<SimulatedProcess, 'name'>) => readonly ServiceFactory[] {
  let lives = 0;
  return (process) => {
    lives += 1;
    const life = { life: lives, process: process.name };
    return factories.map(({ name, create }) => ({
      name,
      create(context) {
        const service = create(context);
        return { ...service, consumers: service.consumers.map((consumer) => observed(observer, life, consumer)) };
      },
    }));
  };
}
