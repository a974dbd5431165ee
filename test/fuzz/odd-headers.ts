import fc from 'fast-check';

// What a header may carry at all: visible Latin-1.
const headerText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...' !"#,;=*()aZ09é\u00ff\t'), maxLength: 40 }),
  fc.constantFrom('', '*', '"', '""', 'null', '{}', 'x'.repeat(2_000)),
);

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'idempotency-key': fc.oneof(headerText, fc.constantFrom('a b', 'x'.repeat(201), 'clé', '../..', '%00')),
  'if-match': fc.oneof(headerText, fc.constantFrom('"1"', 'W/"1.1"', '"0"', '"99999999999"', '"1", "2"', '1')),
  prefer: fc.oneof(headerText, fc.constantFrom('wait=0', 'wait=1', 'wait=-1', 'wait=99999', 'wait=x', 'a;wait=1')),
  'content-type': fc.oneof(
    headerText,
    fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      'application/json; charset="',
      'application/json;charset=UTF8',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/csv; charset=gb18030',
    ),
  ),
  'content-encoding': fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'zstd', 'gzip, gzip', ''),
  'accept-language': headerText,
  accept: headerText,
  traceparent: fc.oneof(headerText, fc.constantFrom(`00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`)),
  'if-none-match': headerText,
  'if-modified-since': fc.oneof(headerText, fc.constantFrom('Thu, 99 Foo 99999 99:99:99 GMT')),
  'accept-encoding': fc.oneof(headerText, fc.constantFrom('gzip;q=0', 'gzip;q=.', '*;q=0')),
  origin: fc.oneof(headerText, fc.constantFrom('null', 'https://evil.example')),
  'sec-fetch-site': fc.constantFrom('cross-site', 'same-origin', 'none', ''),
  host: fc.constantFrom('evil.example', 'localhost', '[::1]:80', 'a:b:c'),
};

/** Up to two headers, each with a value that nobody should send. */
export const oddHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .array(
    fc.constantFrom(...Object.keys(values)).chain((name) => fc.tuple(fc.constant(name), values[name] ?? headerText)),
    { maxLength: 2 },
  )
  .map((pairs) => Object.fromEntries(pairs));
