import { type Json, jsonSchema } from './json-schema.ts';
import { isWrite, type ResponseSpec, type Route } from './route.ts';

type Codes = readonly (readonly [code: string, status: number])[];

/** What the edge answers by itself, whatever the route. */
const ofEveryRoute: Codes = [
  ['malformed-request', 400],
  ['malformed-url', 400],
  ['headers-too-large', 431],
  ['unknown-host', 421],
  ['invalid-request', 422],
  ['overloaded', 503],
];
const ofWrites: Codes = [
  ['malformed-body', 400],
  ['malformed-json', 400],
  ['invalid-idempotency-key', 400],
  ['cross-site', 403],
  ['body-too-large', 413],
  ['unsupported-media-type', 415],
  ['unsupported-charset', 415],
  ['unsupported-encoding', 415],
  ['command-reused', 422],
];

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

interface Answer {
  readonly description: string;
  readonly content?: Json;
}

function ownAnswer({ description, schema, contentType }: ResponseSpec): Answer {
  const type = contentType ?? 'application/json';
  if (schema) return { description, content: { [type]: { schema: jsonSchema(schema, 'output') } } };
  return { description, ...(contentType && { content: { [type]: {} } }) };
}

/** The codes a route may answer with, its own and the edge's, by status. */
function problemsOf(route: Route): ReadonlyMap<number, ReadonlySet<string>> {
  const own = Object.entries(route.spec.problems ?? {});
  const byStatus = new Map<number, Set<string>>();
  for (const [code, status] of [...ofEveryRoute, ...(isWrite(route) ? ofWrites : []), ...own]) {
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return byStatus;
}

/** Everything a route may answer, by status; where an answer of its own has a problem's status, both are told. */
export function responsesOf(route: Route): Readonly<Record<string, Answer>> {
  const answers = Object.fromEntries(
    Object.entries(route.spec.responses).map(([status, spec]: [string, ResponseSpec]) => [status, ownAnswer(spec)]),
  );
  for (const [status, codes] of problemsOf(route)) {
    const { description, content } = answers[status] ?? {};
    const named = [...codes].join(', ');
    answers[status] = {
      description: description === undefined ? named : `${description}; or ${named}`,
      content: { ...content, ...problemContent },
    };
  }
  return answers;
}
