<?php

// sabre/vobject reads each file named, validates it, and says what it found as one line of JSON.

// This release is older than the PHP that runs it, which warns of what a later one will no longer take.
error_reporting(E_ALL & ~E_DEPRECATED);

require 'Sabre/VObject/includes.php';

function instant($property): string
{
    return $property->getDateTime()->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
}

// This release undoes the escapes of backslashes and line ends, and leaves those of commas and semicolons to its user.
function text($property): ?string
{
    return $property === null ? null : preg_replace('/\\\\([,;])/', '$1', (string) $property);
}

function eventOf($event): array
{
    return [
        'uid' => text($event->UID),
        'start' => instant($event->DTSTART),
        'end' => instant($event->DTEND),
        'summary' => text($event->SUMMARY),
        'location' => text($event->LOCATION),
        'description' => text($event->DESCRIPTION),
        'status' => text($event->STATUS),
        'sequence' => (int) (string) $event->SEQUENCE,
    ];
}

foreach (array_slice($argv, 1) as $path) {
    $calendar = Sabre\VObject\Reader::read(file_get_contents($path));
    $problems = array_map(fn ($problem) => $problem['message'], $calendar->validate());
    $events = [];
    foreach ($calendar->select('VEVENT') as $event) {
        $events[] = eventOf($event);
    }
    echo json_encode(['file' => $path, 'events' => $events, 'problems' => $problems], JSON_THROW_ON_ERROR), "\n";
}
