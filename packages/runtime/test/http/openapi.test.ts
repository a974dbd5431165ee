import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { apiPage } from '../../src/http/api-page.ts';
import { openApiOf } from '../../src/http/openapi.ts';
import { route } from '../../src/http/route.ts';
import { thingRoutes } from './routes.ts';

const installation = { publicUrl: 'http://localhost:8080', uidDomain: 'x.example', mailFrom: '', version: '0' };

interface Operation {
  readonly requestBody?: { readonly required: boolean };
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}
const { paths } = openApiOf(thingRoutes([]), installation) as { paths: Record<string, Record<string, Operation>> };
const headersOf = (path: string, method: string): string[] =>
  (paths[path]?.[method]?.parameters ?? []).filter((parameter) => parameter.in === 'header').map(({ name }) => name);

describe('the description of a route', () => {
  test('names the headers that count for it, and no others', () => {
    expect(headersOf('/api/things/{id}/drop', 'post')).toEqual(['Idempotency-Key', 'If-Match', 'Prefer']);
    expect(headersOf('/api/things', 'post')).toEqual(['Idempotency-Key']);
    expect(headersOf('/api/things/{id}', 'get')).toEqual([]);
  });

  test('tells what the edge may answer: to a write and to a read', () => {
    const write = paths['/api/things']?.post?.responses ?? {};
    expect(Object.keys(write)).toEqual(['201', '400', '403', '413', '415', '421', '422', '431', '503']);
    expect(write[422]?.description).toBe('invalid-request, command-reused');
    const read = paths['/api/things/{id}']?.get?.responses ?? {};
    expect(Object.keys(read)).toEqual(['200', '400', '421', '422', '431', '503']);
  });

  test('says whether its body can be left out', () => {
    const taking = (body: z.ZodType) =>
      route({
        ...{ method: 'post', path: '/api/x', operationId: 'x', tag: 'X', summary: '', body, responses: {} },
        handle: async () => ({ status: 200 }),
      });
    const isRequired = (body: z.ZodType) => {
      const described = openApiOf([taking(body)], installation) as { paths: Record<string, Record<string, Operation>> };
      return described.paths['/api/x']?.post?.requestBody?.required;
    };
    const reason = z.strictObject({ reason: z.string() });
    expect([isRequired(reason), isRequired(reason.optional())]).toEqual([true, false]);
  });

  test('is on the page with what each header does', () => {
    const page = apiPage(thingRoutes([]), installation);
    expect(page).toContain('<code>If-Match</code> <span class="soft">header</span> The ETag of what was read');
  });
});
