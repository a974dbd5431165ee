import { createHash, timingSafeEqual } from 'node:crypto';
import { EventMessage } from '@huitang/contracts';
import { type EventLog, Fault, type HttpClient, messagesOf, problem, type Route, route } from '@huitang/runtime';
import { z } from 'zod';

const TIMEOUT_MS = 5_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests have one length, so comparing them tells nothing about where the texts differ. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const bearer = (token: string): string => `Bearer ${token}`;

const Answer = z.object({ items: z.array(EventMessage) });

/** A stream's public events from the log they are in, in order. */
export const historyIn = async (service: string, log: EventLog, stream: string): Promise<readonly EventMessage[]> =>
  (await log.read(stream)).flatMap((commit) => messagesOf(service, commit));

/** What other services ask the owner of a stream when they meet a gap. Not for people: the front door has no way to it. */
export const internalStreamsRoute = (service: string, log: EventLog, token: string): Route =>
  route({
    method: 'get',
    path: '/internal/streams/{stream}',
    operationId: 'internalStream',
    tag: 'Internal',
    summary: "A stream's public events, for the other services",
    params: z.object({ stream: z.string().min(1).max(500) }),
    responses: { 200: { description: 'all of them, in order', schema: Answer } },
    problems: { 'not-a-service': 401 },
    handle: async ({ params, headers }) => {
      if (!isSame(String(headers.authorization ?? ''), bearer(token))) {
        return problem(401, 'not-a-service', 'the token that the services of this installation share is wanted');
      }
      return { status: 200, body: { items: await historyIn(service, log, params.stream) } };
    },
  });

/** Asks another service for a stream. Rejects with a retriable fault while it does not answer. */
export async function askHistory(
  http: HttpClient,
  address: string,
  token: string,
  stream: string,
): Promise<readonly EventMessage[]> {
  const url = `${address}/internal/streams/${encodeURIComponent(stream)}`;
  const headers = { authorization: bearer(token), accept: 'application/json' };
  const { status, body } = await http.request({ method: 'GET', url, headers, timeoutMs: TIMEOUT_MS });
  if (status !== 200) {
    throw new Fault('history-not-answered', `the owner of ${stream} answered ${status}`, { retriable: true });
  }
  return Answer.parse(JSON.parse(body)).items;
}
