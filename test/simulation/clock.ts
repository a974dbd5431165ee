const formats = new Map<string, Intl.DateTimeFormat>();

/** `09:00`: what the clocks of a zone show at that moment, in milliseconds since 1970. */
export function clockAt(ms: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  formats.set(timeZone, format);
  return format.format(ms);
}
