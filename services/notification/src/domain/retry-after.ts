const SECONDS = /^\d{1,9}$/;

/** What an answer's `Retry-After` asks for (RFC 9110 10.2.3), in milliseconds from `now`; undefined for none. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
