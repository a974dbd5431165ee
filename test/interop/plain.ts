import type { ShownEvent } from './event.ts';

const unescaped = (text = ''): string => text.replace(/\\(.)/gs, (_, char) => (/n/i.test(char) ? '\n' : char));
const instant = (text = ''): string => text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');

/** The plainest reading of iCalendar that does for our own feeds: what a client stored is read with it, and SEQUENCE. */
export function plainEvents(ics: string): readonly ShownEvent[] {
  const [, ...blocks] = ics.replace(/\r?\n /g, '').split(/^BEGIN:VEVENT\r?\n/m);
  return blocks.map((block) => {
    const lines = block.split(/^END:VEVENT/m)[0]?.split(/\r?\n/) ?? [];
    const values = new Map(lines.map((line) => [line.split(/[:;]/)[0], line.slice(line.indexOf(':') + 1)]));
    return {
      uid: values.get('UID') ?? '',
      start: instant(values.get('DTSTART')),
      end: instant(values.get('DTEND')),
      summary: unescaped(values.get('SUMMARY')),
      location: unescaped(values.get('LOCATION')),
      description: unescaped(values.get('DESCRIPTION')),
      status: values.get('STATUS') ?? '',
      sequence: Number(values.get('SEQUENCE')),
    };
  });
}
