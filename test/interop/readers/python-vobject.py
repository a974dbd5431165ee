"""vobject (Python) reads each file named, validates it, and says what it found as one line of JSON."""

import datetime
import json
import sys

import vobject


def instant(value):
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(event, name):
    return event.getChildValue(name)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        calendar = vobject.readOne(file.read())
    problems = []
    try:
        calendar.validate(raiseException=True)
    except vobject.base.ValidateError as problem:
        problems.append(str(problem))
    events = [
        {
            "uid": text(event, "uid"),
            "start": instant(event.dtstart.value),
            "end": instant(event.dtend.value),
            "summary": text(event, "summary"),
            "location": text(event, "location"),
            "description": text(event, "description"),
            "status": text(event, "status"),
            "sequence": int(event.sequence.value),
        }
        for event in calendar.contents.get("vevent", [])
    ]
    return {"file": path, "events": events, "problems": problems}


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
