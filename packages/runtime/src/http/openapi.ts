import type { z } from 'zod';
import type { Installation } from '../ports/platform.ts';
import { type Json, jsonSchema } from './json-schema.ts';
import { headerParameters } from './openapi-headers.ts';
import { responsesOf } from './openapi-responses.ts';
import type { Route } from './route.ts';

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties, required } = jsonSchema(schema, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: shape,
  }));
}

function operation(route: Route): Json {
  const { spec } = route;
  const types = spec.textBody ?? ['application/json'];
  const body = spec.body && jsonSchema(spec.body, 'input');
  const required = spec.body?.safeParse(undefined).success === false;
  return {
    operationId: spec.operationId,
    tags: [spec.tag],
    summary: spec.summary,
    parameters: [...parameters(spec.params, 'path'), ...parameters(spec.query, 'query'), ...headerParameters(route)],
    ...(body && {
      requestBody: { required, content: Object.fromEntries(types.map((type) => [type, { schema: body }])) },
    }),
    responses: responsesOf(route),
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
