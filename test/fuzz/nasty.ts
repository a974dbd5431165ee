import fc from 'fast-check';

/** Texts that once broke something somewhere: ends of lines, directions, halves of characters, other languages' syntax. */
const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  'a\rb',
  'a\nb',
  'a\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT',
  'a\r\nBcc: everybody@example.org',
  'a\u0085b',
  'a\u2028b\u2029c',
  '\u202edlrow olleh\u202c',
  '\u200b\u200d\ufeff',
  'مرحبا שלום',
  '👩‍👩‍👧‍👦🇨🇳🏳️‍🌈',
  'e\u0301'.repeat(50),
  '\ud800',
  'a\udfffb',
  '__proto__',
  'constructor',
  'toString',
  '$where',
  '$ne',
  "'; DROP TABLE commits; --",
  '=cmd()',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00%0d%0a%',
  'null',
  'NaN',
  '1e999',
  'END:VCALENDAR',
  ';,\\:"^',
] as const;

const dates = [
  '2026-02-30T09:00:00Z',
  '2026-13-01T09:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T25:00:00Z',
  '2026-12-31T23:59:60Z',
  '2027-01-01T09:00:00',
  '2027-01-01T09:00:00+25:00',
  '2027-01-01T09:00:00.000000001Z',
  '10000-01-01T00:00:00Z',
  '+010000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:00+00:00',
  '2038-01-19T03:15:00Z',
  '1970-01-01T00:00:00Z',
  '2027-01-01',
  '0',
] as const;

const long = (length: number): fc.Arbitrary<string> =>
  fc.constantFrom('x', '会', '\u0000', '"', '\\', '\n', '9').map((unit) => unit.repeat(length));

/** Any text, the worst ones often. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...texts) },
  { weight: 15, arbitrary: fc.constantFrom(...dates) },
  { weight: 15, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 10, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 10, arbitrary: fc.array(fc.constantFrom(...texts), { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: long(10_000) },
);

const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 53), 1e308, -1e308, Number.MIN_VALUE, 100_001),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

const strange: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  false,
  [],
  {},
  [[]],
  { $ne: null },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  { length: -1 },
  { toString: 1, valueOf: 2 },
  { toJSON: 'x' },
  JSON.parse('{"__proto__":{"admin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"admin":true}}}'),
  deep(30),
  deep(60),
  deep(500),
  Array.from({ length: 10_000 }, () => 'x'),
  Array.from({ length: 300 }, (_, index) => ({ index })),
);

/** Any value that JSON can carry. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 180, arbitrary: nastyText },
  { weight: 80, arbitrary: numbers },
  { weight: 100, arbitrary: strange },
  { weight: 39, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: long(1_000_000) },
);

/** One of these in so many cases, nothing in all others. */
export const seldom = <T>(oneIn: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
