// node-ical reads each file named, and says what it found as one line of JSON.

import { readFileSync } from 'node:fs';
import ical from 'node-ical';

const instant = (date) => date.toISOString().replace('.000Z', 'Z');

const eventOf = (event) => ({
  uid: event.uid,
  start: instant(event.start),
  end: instant(event.end),
  summary: event.summary,
  location: event.location,
  description: event.description,
  status: event.status,
  sequence: Number(event.sequence),
});

for (const file of process.argv.slice(2)) {
  const components = Object.values(ical.sync.parseICS(readFileSync(file, 'utf8')));
  const events = components.filter(({ type }) => type === 'VEVENT').map(eventOf);
  console.log(JSON.stringify({ file, events, problems: [] }));
}
