import { z } from 'zod';

export type Json = { [key: string]: unknown };

/** A schema as OpenAPI 3.1 takes it: what may be sent (`input`), or what is answered (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
}
