/**
 * The number that an `If-Match` (RFC 9110 13.1.1) expects: `"4"`, or the first of `"2.5"`. Undefined without the header
 * or with `*`. A tag that a proxy made weak counts: it still names one version.
 */
export function expectedNumber(header: string | readonly string[] | undefined): number | undefined | 'malformed' {
  if (header === undefined || header === '*') return undefined;
  const number = /^(?:W\/)?"?(\d{1,9})(?:\.\d+)?"?$/.exec(String(header))?.[1];
  return number === undefined ? 'malformed' : Number(number);
}
