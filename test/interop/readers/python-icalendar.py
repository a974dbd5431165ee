"""python-icalendar reads each file named, and says what it found as one line of JSON."""

import datetime
import json
import sys

from icalendar import Calendar


def instant(value):
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(event, name):
    return str(event[name]) if name in event else None


def read(path):
    with open(path, "rb") as file:
        calendar = Calendar.from_ical(file.read())
    problems = [f"{where}: {what}" for where, what in calendar.errors]
    events = []
    for event in calendar.walk("VEVENT"):
        problems += [f"{where}: {what}" for where, what in event.errors]
        events.append(
            {
                "uid": text(event, "UID"),
                "start": instant(event.decoded("DTSTART")),
                "end": instant(event.decoded("DTEND")),
                "summary": text(event, "SUMMARY"),
                "location": text(event, "LOCATION"),
                "description": text(event, "DESCRIPTION"),
                "status": text(event, "STATUS"),
                "sequence": event.decoded("SEQUENCE"),
            }
        )
    return {"file": path, "events": events, "problems": problems}


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
