"""calcurse imports each file named into a folder of its own, and says what it then has as one line of JSON."""

import json
import os
import re
import subprocess
import sys
import tempfile

LINE = re.compile(r"(\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d) -> (\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d)(?:>(\w+) )?\s*\|(.*)")


def calcurse(folder, *options):
    command = ["calcurse", "-D", folder, "-q", *options]
    done = subprocess.run(command, env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}, capture_output=True, check=True)
    return done.stdout.decode()


def note_of(folder, name):
    """A note is the description, then a line of two dashes, then the place, indented where it goes on."""
    if name is None:
        return None, None
    with open(os.path.join(folder, "notes", name), encoding="utf-8") as file:
        description, _, about = ("\n" + file.read()).rpartition("\n-- \n")
    place = re.fullmatch(r"Location: (.*)\n", about, re.DOTALL)
    return description.strip("\n") or None, place and place[1].replace("\n    ", "\n").strip("\n")


def event_of(folder, line):
    month, day, year, at, end_month, end_day, end_year, until, note, summary = LINE.fullmatch(line).groups()
    description, location = note_of(folder, note)
    return {
        "start": f"{year}-{month}-{day}T{at}:00Z",
        "end": f"{end_year}-{end_month}-{end_day}T{until}:00Z",
        "summary": summary,
        "location": location,
        "description": description,
    }


def read(path):
    with tempfile.TemporaryDirectory(prefix="huitang-calcurse-") as folder:
        calcurse(folder, "-i", path)
        lines = calcurse(folder, "-G", "--filter-type", "apt").splitlines()
        return {"file": path, "events": [event_of(folder, line) for line in lines], "problems": []}


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
