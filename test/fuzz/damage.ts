import fc from 'fast-check';
import { nastyText, nastyValue, seldom } from './nasty.ts';

/** One thing done to a JSON value, somewhere in it. */
export interface Edit {
  readonly how: 'replace' | 'remove' | 'add' | 'wrap' | 'repeat';
  /** Counts the places of the value, from the outside in; the rest of a division by how many there are. */
  readonly at: number;
  readonly name: string;
  readonly value: unknown;
}

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'repeat'),
    at: fc.nat(200),
    name: nastyText,
    value: nastyValue,
  }),
  { maxLength: 3 },
);

/** More than any list may have twice over, and few enough to be done to one place three times. */
const REPEATED = 40;
/** What is longer already, or would be, is repeated less often: of half a gigabyte nobody has anything to learn. */
const REPEATED_CHARACTERS_MAX = 4_000_000;

const timesFor = (value: unknown): number =>
  Math.min(REPEATED, Math.ceil(REPEATED_CHARACTERS_MAX / (JSON.stringify(value) ?? '').length));

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Every place below a value; hostile values that were put in before are not looked into. */
function placesIn(holder: Record<string, unknown>, depth = 0): readonly Place[] {
  if (depth > 6) return [];
  return Object.keys(holder)
    .slice(0, 50)
    .flatMap((key) => {
      const value = holder[key];
      return [{ holder, key }, ...(isHolder(value) ? placesIn(value, depth + 1) : [])];
    });
}

// Assigning to __proto__ would change the prototype instead of adding a field. A copy, since it may be damaged in turn.
const put = (holder: Record<string, unknown>, key: string, value: unknown): void => {
  const copy = structuredClone(value);
  Object.defineProperty(holder, key, { value: copy, enumerable: true, configurable: true, writable: true });
};

/** The value that stands in a place after an edit that leaves the place where it is. */
function changed(before: unknown, { how, value }: Edit): unknown {
  if (how === 'wrap') return [before];
  // Each is a copy: what is done to one of them afterwards is not done to all.
  return how === 'repeat' ? Array.from({ length: timesFor(before) }, () => structuredClone(before)) : value;
}

function edit(root: Record<string, unknown>, wanted: Edit): void {
  const { how, at, name, value } = wanted;
  const places = placesIn(root);
  const { holder, key } = places[at % Math.max(1, places.length)] ?? { holder: root, key: name };
  if (how === 'remove') delete holder[key];
  // A list has no names to add: only what stands at its end is sent (and `length` is not for everything).
  else if (how === 'add') put(holder, Array.isArray(holder) ? String(holder.length) : name, value);
  else put(holder, key, changed(Object.hasOwn(holder, key) ? holder[key] : undefined, wanted));
}

/** A copy of a JSON value with these things done to it. */
export function damaged(value: unknown, wanted: readonly Edit[]): unknown {
  const root: Record<string, unknown> = { body: structuredClone(value) };
  for (const one of wanted) edit(root, one);
  return root.body;
}

/** One thing done to the text of a body. */
export interface TextDamage {
  readonly how: 'cut' | 'insert' | 'double' | 'number' | 'bytes' | 'duplicate-keys' | 'bom' | 'empty';
  readonly at: number;
  readonly piece: string;
}

export const textDamage: fc.Arbitrary<TextDamage | undefined> = seldom(
  5,
  fc.record({
    how: fc.constantFrom('cut', 'insert', 'double', 'number', 'bytes', 'duplicate-keys', 'bom', 'empty'),
    at: fc.nat(2_000),
    piece: fc.oneof(
      nastyText,
      fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '\\u0000', '\\ud800', '\\', '//', '['.repeat(50_000)),
    ),
  }),
);

const NUMBERS = ['1e999', '-1e999', '1e-999', '01', '0x10', 'NaN', '99999999999999999999999', '-0', '1.', '.5'];

/** The bytes that are sent in the place of a text. */
export function damagedBytes(text: string, damage: TextDamage | undefined): Buffer {
  if (!damage) return Buffer.from(text);
  const { how, at, piece } = damage;
  const place = at % (text.length + 1);
  switch (how) {
    case 'cut':
      return Buffer.from(text.slice(0, place));
    case 'insert':
      return Buffer.from(text.slice(0, place) + piece + text.slice(place));
    case 'double':
      return Buffer.from(text + text);
    case 'number':
      return Buffer.from(text.replace(/:\d+/, () => `:${NUMBERS[at % NUMBERS.length]}`));
    case 'bytes':
      return Buffer.concat([Buffer.from(text.slice(0, place)), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(text)]);
    case 'duplicate-keys':
      return Buffer.from(text.replace(/^\{("[^"]*"):/, (_, key: string) => `{${key}:${JSON.stringify(piece)},${key}:`));
    case 'bom':
      return Buffer.from(`\ufeff${text}`);
    case 'empty':
      return Buffer.alloc(0);
  }
}
