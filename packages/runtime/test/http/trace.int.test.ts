import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Edge, startEdge } from './world.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };

let edge: Edge;

beforeEach(async () => {
  edge = await startEdge(thingRoutes([]));
});
afterEach(() => edge.end());

const traceIds = (message: string): unknown[] =>
  edge.lines.filter(({ msg }) => msg === message).map(({ traceId }) => traceId);

describe('the lines that a request leaves in the log', () => {
  test('have the id of the trace it came with, also when it is refused or breaks', async () => {
    await edge.ask('GET', '/api/things/a', { headers });
    await edge.ask('POST', '/api/things/a/drop', { headers });
    await edge.ask('POST', '/api/things/broken/drop', { headers });
    await edge.ask('POST', '/api/things/a/drop', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } });
    expect(traceIds('answered')).toEqual([TRACE, TRACE, TRACE, TRACE]);
    expect(traceIds('request failed')).toEqual([TRACE]);
  });

  test('have the id of one that begins with it when it came with none', async () => {
    await edge.ask('GET', '/api/things/a');
    await edge.ask('GET', '/api/things/a', { headers: { traceparent: 'nonsense' } });
    const [one, other] = traceIds('answered');
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(other).toMatch(/^[0-9a-f]{32}$/);
    expect(one).not.toBe(other);
  });
});
