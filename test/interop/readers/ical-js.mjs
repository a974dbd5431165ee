// ical.js reads each file named, strictly, and says what it found as one line of JSON.

import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

ICAL.design.strict = true;

const instant = (time) => time.convertToZone(ICAL.Timezone.utcTimezone).toString();

function eventOf(component) {
  const text = (name) => component.getFirstPropertyValue(name);
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: instant(event.startDate),
    end: instant(event.endDate),
    summary: event.summary,
    location: event.location,
    description: event.description,
    status: text('status'),
    sequence: event.sequence,
  };
}

for (const file of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')));
  const events = calendar.getAllSubcomponents('vevent').map(eventOf);
  console.log(JSON.stringify({ file, events, problems: [] }));
}
