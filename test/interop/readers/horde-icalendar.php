<?php

// Horde_Icalendar reads each file named, and says what it found as one line of JSON.

// This release is older than the PHP that runs it, which warns of what a later one will no longer take.
error_reporting(E_ALL & ~E_DEPRECATED);

spl_autoload_register(function ($class) {
    require str_replace(['_', '\\'], '/', $class) . '.php';
});

// Line ends are CR LF there.
function text($event, string $name): ?string
{
    try {
        return str_replace("\r\n", "\n", $event->getAttribute($name));
    } catch (Horde_Icalendar_Exception) {
        return null;
    }
}

function eventOf($event): array
{
    return [
        'uid' => text($event, 'UID'),
        'start' => gmdate('Y-m-d\TH:i:s\Z', $event->getAttribute('DTSTART')),
        'end' => gmdate('Y-m-d\TH:i:s\Z', $event->getAttribute('DTEND')),
        'summary' => text($event, 'SUMMARY'),
        'location' => text($event, 'LOCATION'),
        'description' => text($event, 'DESCRIPTION'),
        'status' => text($event, 'STATUS'),
        'sequence' => (int) $event->getAttribute('SEQUENCE'),
    ];
}

foreach (array_slice($argv, 1) as $path) {
    $calendar = new Horde_Icalendar();
    $problems = $calendar->parsevCalendar(file_get_contents($path)) ? [] : ['no calendar'];
    $events = [];
    foreach ($calendar->getComponents() as $component) {
        if ($component->getType() === 'vEvent') {
            $events[] = eventOf($component);
        }
    }
    echo json_encode(['file' => $path, 'events' => $events, 'problems' => $problems], JSON_THROW_ON_ERROR), "\n";
}
