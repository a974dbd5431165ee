/** What an `If-Match` expects: the numbers of a tag of ours. */
export interface ExpectedTag {
  readonly first: number;
  /** Absent from `"4"`. */
  readonly second?: number;
}

/**
 * The numbers that an `If-Match` (RFC 9110 13.1.1) expects: of `"4"`, or of `"2.5"`. Undefined without the header or with
 * `*`. A tag that a proxy made weak counts: it still names one version.
 */
export function expectedTag(header: string | readonly string[] | undefined): ExpectedTag | undefined | 'malformed' {
  if (header === undefined || header === '*') return undefined;
  const [, first, second] = /^(?:W\/)?"?(\d{1,9})(?:\.(\d{1,9}))?"?$/.exec(String(header)) ?? [];
  if (first === undefined) return 'malformed';
  return { first: Number(first), ...(second !== undefined && { second: Number(second) }) };
}

/** The same where the first number alone counts. */
export function expectedNumber(header: string | readonly string[] | undefined): number | undefined | 'malformed' {
  const tag = expectedTag(header);
  return typeof tag === 'object' ? tag.first : tag;
}
