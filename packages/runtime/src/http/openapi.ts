import { z } from 'zod';
import type { Installation } from '../ports/platform.ts';
import type { ResponseSpec, Route } from './route.ts';

type Json = { [key: string]: unknown };

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties, required } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: shape,
  }));
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Repeating a request with the same key repeats the answer, not the effect.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function responses(route: Route): Json {
  const own = Object.entries(route.spec.responses).map(
    ([status, { description, schema, contentType }]: [string, ResponseSpec]) => {
      const type = contentType ?? 'application/json';
      const content = schema
        ? { [type]: { schema: schemaOf(schema, 'output') } }
        : contentType
          ? { [type]: {} }
          : undefined;
      return [status, { description, ...(content && { content }) }];
    },
  );
  const byStatus = new Map<number, string[]>([[422, ['invalid-request']]]);
  for (const [code, status] of Object.entries(route.spec.problems ?? {})) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refusals = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content: problemContent },
  ]);
  return Object.fromEntries([...own, ...refusals]);
}

function operation(route: Route): Json {
  const { spec } = route;
  const types = spec.textBody ?? ['application/json'];
  const body = spec.body && schemaOf(spec.body, 'input');
  return {
    operationId: spec.operationId,
    tags: [spec.tag],
    summary: spec.summary,
    parameters: [
      ...parameters(spec.params, 'path'),
      ...parameters(spec.query, 'query'),
      ...(spec.method === 'post' ? [idempotencyKey] : []),
    ],
    ...(body && {
      requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema: body }])) },
    }),
    responses: responses(route),
  };
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable, kebab-case' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** OpenAPI 3.1 of all routes, made from the schemas that check the requests. */
export function openApiOf(routes: readonly Route[], installation: Installation): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const { path, method } = route.spec;
    paths[path] = { ...paths[path], [method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Huitang',
      version: installation.version,
      description: 'Scheduling of activities and ceremonies in service centers.',
    },
    servers: [{ url: installation.publicUrl }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}
