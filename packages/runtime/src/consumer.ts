import {
  comparePositions,
  type EventMessage,
  type Position,
  type PublicEvents,
  type PublicEventType,
  parsePosition,
} from '@huitang/contracts';
import { eventIn, messageIn } from './event-in.ts';
import { Fault, messageOf } from './faults.ts';
import type { BusSubscription } from './ports/event-bus.ts';
import type { Platform } from './ports/platform.ts';
import type { Collection, SourcePosition } from './ports/views.ts';
import { positionsOf } from './positions.ts';
import type { TraceParent } from './trace-context.ts';
import { tracesOf } from './tracing.ts';

/** What is known of an event besides its data. */
export interface EventMeta {
  readonly id: string;
  readonly commandId: string;
  /** RFC 3339 text; never an order. */
  readonly time: string;
  readonly source: SourcePosition;
  /** The work that hears it: what is done about it later carries this on. */
  readonly trace?: TraceParent;
}

export type EventHandlers = {
  readonly [T in PublicEventType]?: (event: PublicEvents[T], meta: EventMeta) => Promise<void>;
};

/** A durable consumer: every event of its topics exactly in stream order, each applied at least once. */
export interface Consumer {
  /** Unique on the platform, for ever: `calendar.views`. */
  readonly group: string;
  /** The services it listens to. */
  readonly services: readonly string[];
  readonly handlers: EventHandlers;
  /** Collections that are rebuilt by starting this consumer from the beginning; none for reactions. */
  readonly rebuilds: readonly Rebuilt[];
  /** It also acts on what it hears, so that nobody has it hear everything again to rebuild what it keeps beside that. */
  readonly acts?: true;
}

/** What is rebuilt, seen from who lets it be: without what is in it. */
export type Rebuilt = Pick<Collection<object>, 'clear' | 'isNew' | 'generation'>;

/** Names what a consumer fills: the generations of its collections, where the engine has any. */
async function filledBy({ rebuilds }: Consumer): Promise<string> {
  const names = await Promise.all(rebuilds.map(({ generation }) => generation?.name()));
  return names.filter((name) => name !== undefined).join();
}

const positionIn = (message: EventMessage): Position => ({ version: message.streamversion, index: message.eventindex });

/** Data is parsed only where somebody handles it; a shape nobody can read is a fault that parks the stream. */
async function handle<T extends PublicEventType>(
  type: T,
  handler: (event: PublicEvents[T], meta: EventMeta) => Promise<void>,
  message: EventMessage,
  trace: TraceParent,
): Promise<void> {
  await handler(eventIn(type, message), {
    id: message.id,
    commandId: message.commandid,
    time: message.time,
    source: { stream: message.subject, ...positionIn(message) },
    trace,
  });
}

const traceParentIn = ({ traceparent, tracestate }: EventMessage): TraceParent | undefined =>
  traceparent === undefined ? undefined : { traceparent, ...(tracestate !== undefined && { tracestate }) };

const isHandled = (handlers: EventHandlers, type: string): type is PublicEventType => Object.hasOwn(handlers, type);

/** As a piece of work of the trace that the event belongs to; that trace's id, or undefined when nobody here handles it. */
async function hear(
  platform: Platform,
  { group, handlers }: Pick<Consumer, 'group' | 'handlers'>,
  message: EventMessage,
): Promise<string | undefined> {
  const { id, type, commandid: commandId } = message;
  const handler = isHandled(handlers, type) ? handlers[type] : undefined;
  if (!isHandled(handlers, type) || !handler) return undefined;
  const spec = { name: `${group} ${type}`, kind: 'heard', cause: id, parent: traceParentIn(message) } as const;
  return tracesOf(platform).work(spec, async ({ traceId, carried }) => {
    try {
      await handle(type, handler as never, message, carried);
    } catch (error) {
      platform.logger.info({ group, eventId: id, type, commandId, traceId, error: messageOf(error) }, 'not applied');
      throw error;
    }
    return traceId;
  });
}

export async function startConsumer(platform: Platform, consumer: Consumer): Promise<BusSubscription> {
  const { bus, logger, metrics } = platform;
  const { group } = consumer;
  if (consumer.rebuilds.some(({ isNew }) => isNew)) await rewindConsumer(platform, consumer);
  const positions = positionsOf(platform, group);
  const generation = await positions.begin(await filledBy(consumer));
  const counted = {
    applied: metrics.consumed.labels({ group, outcome: 'applied' }),
    gap: metrics.consumed.labels({ group, outcome: 'gap' }),
    repeated: metrics.consumed.labels({ group, outcome: 'repeated' }),
  };

  async function apply(message: EventMessage): Promise<void> {
    const { id, type, commandid: commandId } = message;
    const traceId = await hear(platform, consumer, message);
    positions.applied(message.subject, positionIn(message));
    logger.debug({ group, eventId: id, type, commandId, traceId }, 'applied');
    counted.applied.inc();
  }

  /** Events went by unseen: the owner has them all. */
  async function fillGap(message: EventMessage, last: Position | undefined): Promise<void> {
    logger.warn({ group, eventId: message.id, commandId: message.commandid, last }, 'gap: asking the owner');
    const target = positionIn(message);
    const missing = (await platform.history(message.subject)).filter(
      (event) =>
        (!last || comparePositions(positionIn(event), last) > 0) && comparePositions(positionIn(event), target) < 0,
    );
    const lastMissing = missing.at(-1);
    if (
      !lastMissing ||
      !message.previous ||
      comparePositions(positionIn(lastMissing), parsePosition(message.previous)) !== 0
    ) {
      throw new Fault('gap', `${message.id} follows ${message.previous}, which its owner does not have yet`, {
        retriable: true,
      });
    }
    for (const event of missing) await apply(event);
    // Once, however often its owner had to be asked.
    counted.gap.inc();
  }

  return bus.subscribe(
    group,
    consumer.services.map((service) => `${service}.events`),
    async (body) => {
      const message = messageIn(body);
      const expected = message.previous === undefined ? undefined : parsePosition(message.previous);
      const isAfterGap = (last: Position | undefined): boolean =>
        !positions.areComplete && expected !== undefined && (!last || comparePositions(expected, last) > 0);
      let last = await positions.last(message.subject);
      // Another process may have had the stream for a while: what it has applied is no gap.
      if (isAfterGap(last)) last = await positions.lastOfAll(message.subject);
      if (last && comparePositions(positionIn(message), last) <= 0) {
        counted.repeated.inc();
        return;
      }
      if (isAfterGap(last)) await fillGap(message, last);
      await apply(message);
    },
    {
      beforeKept: () => positions.save(),
      wants: (type) => isHandled(consumer.handlers, type),
      ...(generation !== undefined && { generation }),
    },
  );
}

/**
 * Empties a consumer's collections and lets it start from the beginning at its next subscription. With generations
 * processes that are subscribed go on undisturbed with what they have, and those started from now on with new ones; without
 * them nobody may be subscribed.
 */
export async function rewindConsumer(platform: Platform, consumer: Consumer): Promise<void> {
  const positions = positionsOf(platform, consumer.group);
  const renewable = consumer.rebuilds.flatMap(({ generation }) => generation ?? []);
  if (renewable.length > 0) {
    for (const generation of renewable) await generation.renew();
    return positions.rewind(await filledBy(consumer));
  }
  await positions.rewind('');
  await platform.bus.rewind(consumer.group);
  // Last, since it ends `isNew`: whoever is interrupted here does it all again at the next start.
  for (const collection of consumer.rebuilds) await collection.clear();
}
