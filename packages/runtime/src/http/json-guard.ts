import { wayTo } from './field-errors.ts';
import type { FieldError } from './problem.ts';

const DEPTH_MAX = 40;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Finds keys that reach into prototypes, and nesting nobody needs, before any schema looks at the value. */
export function unsafeJson(body: unknown): FieldError | undefined {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: body, path: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (value === null || typeof value !== 'object') continue;
    if (depth >= DEPTH_MAX) return { field: path, code: 'too-deep', message: `at most ${DEPTH_MAX} levels` };
    for (const [key, item] of Object.entries(value)) {
      const field = wayTo(path, Array.isArray(value) ? Number(key) : key);
      if (FORBIDDEN.has(key)) return { field, code: 'forbidden-field', message: 'no such field' };
      waiting.push({ value: item, path: field, depth: depth + 1 });
    }
  }
  return undefined;
}
