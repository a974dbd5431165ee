import { EventMessage, isPublic, publicEvents } from '@huitang/contracts';
import type { Consumer } from '@huitang/runtime';
import fc from 'fast-check';
import { type Area, areaOf } from './area.ts';
import { damaged, type Edit, edits } from './damage.ts';
import { eventData, idOf, messageOf, onTheBus, streamOf } from './messages.ts';
import type { FuzzWorld } from './world.ts';

interface EventInput {
  readonly service: string;
  readonly type: string;
  /** Of the data, and of the whole message. */
  readonly inside: readonly Edit[];
  readonly outside: readonly Edit[];
}

const types = Object.entries(eventData).flatMap(([service, byType]) =>
  Object.keys(byType).map((type) => ({ service, type })),
);

const inputs: fc.Arbitrary<EventInput> = fc
  .record({
    which: fc.constantFrom(...types),
    inside: edits,
    outside: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, edits),
  })
  .map(({ which, inside, outside }) => ({ ...which, inside, outside }));

/** What is to be seen of a message: where it must be set aside, or that nobody may fail on it. */
interface Published {
  readonly input: EventInput;
  readonly parkedBy: ReadonlySet<string>;
}

const isHandled = ({ handlers }: Consumer, type: string): boolean => Object.hasOwn(handlers, type);

/** The groups that cannot read a body: none may fail on what it can read or need not look at. */
function unreadableFor(consumers: readonly Consumer[], service: string, body: unknown): ReadonlySet<string> {
  const message = EventMessage.safeParse(body);
  const listening = consumers.filter(({ services }) => services.includes(service));
  const groups = listening.filter((consumer) => {
    if (!message.success) return true;
    const { type, data } = message.data;
    return isHandled(consumer, type) && isPublic(type) && !publicEvents[type].safeParse(data).success;
  });
  return new Set(groups.map(({ group }) => group));
}

const isForAnother = (body: unknown, serial: number): boolean => {
  const message = EventMessage.safeParse(body);
  return message.success && (message.data.subject !== streamOf(serial) || message.data.previous !== undefined);
};

/**
 * Messages that are damaged somewhere, each of a stream of its own: whoever cannot read one sets that stream aside, all
 * others apply it or pass it by, and what comes after it is heard.
 */
export function eventsArea({ platform, host, connections }: FuzzWorld): Area {
  const consumers = host.services.flatMap((service) => service.consumers);
  const published = new Map<string, Published>();
  let serial = 0;

  const bodyOf = ({ service, type, inside, outside }: EventInput, number: number): unknown =>
    damaged(messageOf(service, type, number, damaged(eventData[service]?.[type]?.(number), inside)), outside);

  /** Of another stream it may be a repeat or come too early: waiting for what is before it is right, and for ever. */
  function ofItsOwn(input: EventInput, number: number): unknown {
    const body: unknown = JSON.parse(JSON.stringify(bodyOf(input, number)) ?? 'null');
    return isForAnother(body, number) ? bodyOf({ ...input, outside: [] }, number) : body;
  }

  async function publish(input: EventInput): Promise<undefined> {
    serial += 1;
    const number = serial;
    const text = JSON.stringify(ofItsOwn(input, number)) ?? 'null';
    const body: unknown = JSON.parse(text);
    published.set(streamOf(number), { input, parkedBy: unreadableFor(consumers, input.service, body) });
    await platform.bus.publish([onTheBus(input.service, number, text)]);
    return undefined;
  }

  /** A healthy message, behind all others, is heard. */
  async function healthy(): Promise<readonly string[]> {
    serial += 1;
    const type = 'ActivityConfirmed';
    const message = messageOf('scheduling', type, serial, eventData.scheduling?.[type]?.(serial));
    await platform.bus.publish([onTheBus('scheduling', serial, JSON.stringify(message))]);
    await platform.bus.idle();
    const path = `/feeds/activities/${idOf(serial)}.ics`;
    const { status } = await connections.ask({ method: 'GET', path, headers: {} });
    return status === 200 ? [] : [`a healthy event behind the damaged ones is not shown: ${status}`];
  }

  return areaOf({
    name: 'events',
    share: 15,
    batch: 1_000,
    inputs,
    wrong: publish,
    async wrongAfter() {
      const lines = await healthy();
      const parked = new Map<string, Map<string, string>>();
      for (const { subject, group, error } of await platform.bus.parked()) {
        parked.set(subject, (parked.get(subject) ?? new Map()).set(group, error));
      }
      const wrong = [...published].flatMap(([subject, one]) => differences(subject, one, parked.get(subject)));
      published.clear();
      return [...lines, ...wrong];
    },
    show: (input) => JSON.stringify(bodyOf(input, 0)) ?? 'null',
  });
}

/** A proposal to a center that was never open is poison, however well it reads: scheduling asks before it takes one. */
const isPoison = (error: string): boolean => /^center \S* is not open$/.test(error);

function differences(
  subject: string,
  { input, parkedBy }: Published,
  parked: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const about = `${input.type} ${subject} ${JSON.stringify([input.inside, input.outside]).slice(0, 600)}`;
  return [
    ...[...parked]
      .filter(([group, error]) => !parkedBy.has(group) && !isPoison(error))
      .map(([group, error]) => `${group} fails on what it can read: ${error.slice(0, 300)}: ${about}`),
    ...[...parkedBy]
      .filter((group) => !parked.has(group))
      .map((group) => `${group} took what nobody can read: ${about}`),
  ];
}
