import fc from 'fast-check';
import type { RawRequest } from '../support/kept-connections.ts';
import { bodies } from './bodies.ts';
import { damaged, damagedBytes, type Edit, edits, type TextDamage, textDamage } from './damage.ts';
import { nastyText, seldom } from './nasty.ts';
import { oddHeaders } from './odd-headers.ts';
import { isWrite, type Operation } from './operations.ts';
import { CENTER, type FuzzWorld, hourIn, roundDate } from './world.ts';

/** A request before it is written out: which operation, what its parts are, and what is done to them. */
export interface ApiInput {
  readonly operation: Operation;
  readonly index: number;
  readonly key: string;
  readonly edits: readonly Edit[];
  readonly text: TextDamage | undefined;
  readonly params: readonly string[];
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string | undefined;
}

const position = (id: string): string => `activity/${id}@1.0`;

/** Values that a query or a path might have, right ones among them. */
const values = ({ activities }: FuzzWorld): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      CENTER,
      `${CENTER}-hall`,
      'branch',
      'community-activity',
      'red-chen-yi',
      'confirmed',
      'zh',
      '1',
      '500',
    ),
    fc.constantFrom(...activities, ...activities.map(position), '00000000-0000-4000-8000-000000000000'),
    fc.constantFrom(hourIn(1, 0), hourIn(30, 0), hourIn(400, 0), '{}', 'e30', '[]', 'activity/x@0.0', 'a/b@1.99999'),
    nastyText,
  );

export function apiInputs(world: FuzzWorld, operations: readonly Operation[]): fc.Arbitrary<ApiInput> {
  // A write is asked three times as often as a read: there is more to be wrong with it.
  const choices = operations.flatMap((operation) =>
    isWrite(operation) ? [operation, operation, operation] : [operation],
  );
  const value = values(world);
  return fc.record({
    operation: fc.constantFrom(...choices),
    index: fc.nat(10_000),
    key: fc.uuid(),
    edits,
    text: textDamage,
    params: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('') }, value), { minLength: 2, maxLength: 2 }),
    query: fc.array(fc.oneof(fc.constant(''), value), { minLength: 8, maxLength: 8 }),
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, oddHeaders),
    method: seldom(40, fc.constantFrom('HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'PUT')),
  });
}

/** As an address carries it; what cannot be encoded goes as it stands, where an address may hold it. */
function encoded(text: string): string {
  const short = text.slice(0, 900);
  try {
    return encodeURIComponent(short);
  } catch {
    return short.replaceAll(/[^\w%.-]/g, '%');
  }
}

const NO_DELIVERY = `${'0'.repeat(16)}-${'a'.repeat(22)}`;

const usual = (world: FuzzWorld, { path }: Operation, name: string): string => {
  if (name === 'date') return roundDate();
  if (name === 'webhookId') return world.webhook;
  if (name === 'deliveryId') return NO_DELIVERY;
  if (name !== 'id') return name === 'resourceId' ? `${CENTER}-studio` : 'community-activity';
  if (path.includes('/activities/')) return world.activities[0] ?? '';
  if (path.includes('/feeds/private/')) return world.feedToken;
  if (path.includes('/organizations/')) return 'branch';
  return path.includes('/rooms/') ? `${CENTER}-hall` : CENTER;
};

function addressOf(world: FuzzWorld, { operation, params, query }: ApiInput): string {
  let index = 0;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const given = params[index++ % params.length] ?? '';
    return encoded(given || usual(world, operation, name));
  });
  const asked = operation.query.flatMap((name, at) => {
    const text = query[at % query.length] ?? '';
    return text === '' ? [] : [`${name}=${encoded(text)}`];
  });
  // One more that nobody knows, now and then.
  const extra = query[7]?.startsWith('a') ? [`${encoded(query[7])}[$ne]=1`] : [];
  const all = [...asked, ...extra];
  return all.length > 0 ? `${path}?${all.join('&')}` : path;
}

function bodyOf({ operation, index, edits: wanted, text }: ApiInput): Buffer | undefined {
  const valid = bodies[operation.id];
  if (!valid) return text && isWrite(operation) ? damagedBytes('{}', text) : undefined;
  const body = valid[index % valid.length]?.(index);
  return damagedBytes(JSON.stringify(damaged(body, wanted)) ?? 'undefined', text);
}

/** The request that an input stands for. The same input is the same request. */
export function requestOf(world: FuzzWorld, input: ApiInput): RawRequest {
  const { operation, key, headers: odd, method } = input;
  const body = bodyOf(input);
  return {
    method: method ?? operation.method,
    path: addressOf(world, input),
    headers: {
      ...(isWrite(operation) && { 'idempotency-key': key }),
      ...(body && { 'content-type': operation.bodyTypes[0] ?? 'application/json' }),
      ...odd,
    },
    ...(body && { body }),
  };
}
