import ical, { type ICalEventData, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { CalendarEvent, EventPlace } from './calendar-event.ts';
import { folded, quotedParameter } from './content-line.ts';

const END = 'END:VEVENT\r\n';
const PLACE_RADIUS_METRES = 72;

const statuses = {
  CONFIRMED: ICalEventStatus.CONFIRMED,
  TENTATIVE: ICalEventStatus.TENTATIVE,
  CANCELLED: ICalEventStatus.CANCELLED,
} as const satisfies Record<CalendarEvent['status'], ICalEventStatus>;

/** To about a hand's breadth; six decimals never need an exponent. */
const degrees = (value: number): string => String(Number(value.toFixed(6)));

/** GEO and Apple's place: ical-generator leaves out zero degrees and writes parameters with the escapes of TEXT. */
function geoLines({ title, address, geo }: EventPlace): readonly string[] {
  if (!geo) return [];
  const [latitude, longitude] = [degrees(geo.latitude), degrees(geo.longitude)];
  return [
    `GEO:${latitude};${longitude}`,
    `X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=${quotedParameter(address)};X-APPLE-RADIUS=${PLACE_RADIUS_METRES};X-TITLE=${quotedParameter(title)}:geo:${latitude},${longitude}`,
  ];
}

function dataOf(event: CalendarEvent): ICalEventData {
  const modified = new Date(event.modifiedAt);
  return {
    id: event.uid,
    sequence: event.sequence,
    // Its default is the time of the request, which would make every event look changed at each poll.
    stamp: modified,
    lastModified: modified,
    start: new Date(event.start),
    end: new Date(event.end),
    summary: event.summary,
    location: `${event.place.title}\n${event.place.address}`,
    status: statuses[event.status],
    transparency: event.status === 'CANCELLED' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    ...(event.category && { categories: [{ name: event.category }] }),
    // An empty description would become an empty property.
    ...(event.description && { description: event.description }),
    ...(event.url && { url: event.url }),
  };
}

/**
 * One VEVENT as it stands in every feed and mail: UTF-8, folded, each line ended by CRLF (RFC 5545 3.6.1). Equal events
 * have equal bytes. `more`: content lines of its own, in the form they are to have but for the folding.
 */
export function renderEvent(event: CalendarEvent, more: readonly string[] = []): Buffer {
  const text = ical().createEvent(dataOf(event)).toString();
  const lines = [...text.slice(0, -END.length).split('\r\n').slice(0, -1), ...geoLines(event.place), ...more];
  return Buffer.from(`${lines.map(folded).join('')}${END}`, 'utf8');
}
