import type { Route } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { startEdge } from './world.ts';

test('the API is described when it is first asked for, and not again', async () => {
  let told = 0;
  const counted: Route = {
    spec: {
      ...{ method: 'get', path: '/api/counted', operationId: 'counted', tag: 'Counted', responses: {} },
      get summary() {
        told += 1;
        return `told ${told} times`;
      },
    },
    answer: async () => ({ status: 200 }),
  };
  const edge = await startEdge([counted]);
  const documents = [await edge.ask('GET', '/openapi.json'), await edge.ask('GET', '/openapi.json')];
  const pages = [await edge.ask('GET', '/api'), await edge.ask('GET', '/api')];
  await edge.end();
  const summaries = documents.map(({ json }) => json.paths['/api/counted'].get.summary);
  expect(summaries).toEqual(['told 1 times', 'told 1 times']);
  expect(documents[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(pages[0]?.text).toContain('/api/counted');
  expect(pages[1]?.text).toBe(pages[0]?.text);
});
