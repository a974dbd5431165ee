import { type EventMessage, isPublic, positionText, topicOf } from '@huitang/contracts';
import type { BusMessage } from './ports/event-bus.ts';
import type { Commit } from './ports/event-log.ts';

export const eventId = (stream: string, version: number, index: number): string => `${stream}@${version}.${index}`;

/** A commit's public events as CloudEvents, in order. Private ones stay in the log, so they are not gaps. */
export function messagesOf(service: string, commit: Commit): readonly EventMessage[] {
  const messages: EventMessage[] = [];
  let previous = commit.previous;
  commit.events.forEach((event, index) => {
    if (!isPublic(event.type)) return;
    messages.push({
      specversion: '1.0',
      id: eventId(commit.stream, commit.version, index),
      source: `/services/${service}`,
      type: event.type,
      subject: commit.stream,
      time: commit.at,
      datacontenttype: 'application/json',
      streamversion: commit.version,
      eventindex: index,
      ...(previous === null ? {} : { previous }),
      ...(commit.causationId === null ? {} : { causationid: commit.causationId }),
      commandid: commit.commandId,
      partitionkey: commit.partitionKey,
      ...(commit.traceparent !== undefined && { traceparent: commit.traceparent }),
      ...(commit.tracestate !== undefined && { tracestate: commit.tracestate }),
      data: event.data,
    });
    previous = positionText({ version: commit.version, index });
  });
  return messages;
}

const busMessage = (service: string, message: EventMessage): BusMessage => ({
  topic: topicOf(service),
  key: message.partitionkey,
  subject: message.subject,
  body: JSON.stringify(message),
  type: message.type,
});

/** A commit's public events as they go onto the bus, in order. */
export const busMessagesOf = (service: string, commit: Commit): readonly BusMessage[] =>
  messagesOf(service, commit).map((message) => busMessage(service, message));
