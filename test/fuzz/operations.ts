/** One operation of the API, as its own description tells it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  /** Names of what its query takes. */
  readonly query: readonly string[];
  /** Media types of its body; none for an operation without. */
  readonly bodyTypes: readonly string[];
  /** The problem codes it may answer with, by status. */
  readonly codes: ReadonlyMap<number, readonly string[]>;
}

interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

/** What `/openapi.json` is to these tests: written by the routes themselves. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const codesIn = (description: string): readonly string[] => description.match(/[a-z]+(?:-[a-z]+)+/g) ?? [];

const operationOf = (path: string, method: string, described: Described): Operation => ({
  id: described.operationId,
  method: method.toUpperCase(),
  path,
  tag: described.tags[0] ?? '',
  query: (described.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  bodyTypes: Object.keys(described.requestBody?.content ?? {}),
  codes: new Map(
    Object.entries(described.responses).map(([status, { description }]) => [Number(status), codesIn(description)]),
  ),
});

export const operationsOf = ({ paths }: ApiDocument): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
  );

export const isWrite = ({ method }: Operation): boolean => method !== 'GET';
