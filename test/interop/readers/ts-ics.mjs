// ts-ics reads each file named, and says what it found as one line of JSON.

import { readFileSync } from 'node:fs';
import { convertIcsCalendar } from 'ts-ics';

const instant = (date) => date.toISOString().replace('.000Z', 'Z');

const eventOf = ({ uid, start, end, summary, location, description, status, sequence }) => ({
  uid,
  start: instant(start.date),
  end: instant(end.date),
  summary,
  location,
  description,
  status,
  // It leaves out a 0, which is what no SEQUENCE means.
  sequence: sequence ?? 0,
});

for (const file of process.argv.slice(2)) {
  const { events = [] } = convertIcsCalendar(undefined, readFileSync(file, 'utf8'));
  console.log(JSON.stringify({ file, events: events.map(eventOf), problems: [] }));
}
