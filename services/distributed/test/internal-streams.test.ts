import { type HttpClient, isRetriable, messagesOf } from '@huitang/runtime';
import { MemoryLog, sampleCommit } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { askHistory, historyIn, internalStreamsRoute } from '../src/internal-streams.ts';

const TOKEN = 'a-secret-that-all-services-share-x';
const STREAM = 'center-day/tianping/2026-07-01';

async function given() {
  const log = new MemoryLog();
  const commit = sampleCommit(STREAM, 1);
  await log.append(commit);
  const route = internalStreamsRoute('room-allocation', log, TOKEN);
  const answered: string[] = [];
  /** The route as another service reaches it. */
  const http: HttpClient = {
    async request({ url, headers = {} }) {
      const stream = decodeURIComponent(url.split('/internal/streams/')[1] ?? '');
      const { status, body } = await route.answer({
        params: { stream },
        query: {},
        body: undefined,
        headers,
        principal: { id: 'service', roles: [], language: 'en' },
        key: 'k',
        logger: { child: () => undefined } as never,
      });
      answered.push(stream);
      return { status, headers: {}, body: JSON.stringify(body) };
    },
  };
  return { log, http, answered, messages: messagesOf('room-allocation', commit) };
}

test('a stream asked for by another service is what its owner has', async () => {
  const { log, http, answered, messages } = await given();
  expect(await askHistory(http, 'http://owner', TOKEN, STREAM)).toEqual(messages);
  expect(await historyIn('room-allocation', log, STREAM)).toEqual(messages);
  expect(answered).toEqual([STREAM]);
});

test('a stream without commits is empty', async () => {
  const { http } = await given();
  expect(await askHistory(http, 'http://owner', TOKEN, 'center/nowhere')).toEqual([]);
});

test.each(['', 'b-secret-that-all-services-share-x', `${TOKEN}x`])('the token %j is not taken', async (token) => {
  const { http } = await given();
  const failed = await askHistory(http, 'http://owner', token, STREAM).catch((error: unknown) => error);
  expect(String(failed)).toContain('answered 401');
  // A token that is being changed is right again soon.
  expect(isRetriable(failed)).toBe(true);
});
