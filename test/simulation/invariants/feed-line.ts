import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import type { Placed, ShownCenter } from './public-state.ts';

const UID_DOMAIN = 'huitang.example.org';

/** The events of a calendar, read by somebody who did not write it. */
export const eventsIn = (text: string): readonly IcsEvent[] => convertIcsCalendar(undefined, text).events ?? [];

/** What is compared of an event. */
export interface Line {
  readonly uid: string;
  readonly start: string;
  readonly end: string;
  readonly status: string;
  readonly sequence: number;
  readonly modified: string;
  readonly summary: string;
  readonly place: string;
}

const instant = (text: string): string => new Date(text).toISOString();

export const lineIn = (event: IcsEvent): Line => ({
  uid: event.uid,
  start: event.start.date.toISOString(),
  end: event.end?.date.toISOString() ?? '',
  status: event.status ?? '',
  sequence: event.sequence ?? 0,
  modified: event.lastModified?.date.toISOString() ?? '',
  summary: event.summary,
  place: event.location?.split('\n')[0] ?? '',
});

function summaryOf({ confirmed, cancelled }: Placed): string {
  const { audience, title, kind } = confirmed;
  const seen = audience === 'public' ? title : audience === 'members' ? kind.name.zh : '已占用';
  return cancelled ? `【已取消】${seen}` : seen;
}

/** To the second, as iCalendar has it. */
const wholeSecond = (text: string): string => new Date(Math.floor(Date.parse(text) / 1000) * 1000).toISOString();

const roomsOf = ({ confirmed }: Placed) => confirmed.claims.filter(({ role }) => role === 'room');

/** What the log says that a feed should say of an activity. */
export function lineOf(placed: Placed, center: ShownCenter): Line {
  const { confirmed, cancelled } = placed;
  const shown = cancelled ?? confirmed;
  const changes = [shown.displayChangedAt, center.displayChangedAt].map(wholeSecond).sort();
  const rooms = [...new Map(roomsOf(placed).map((claim) => [claim.resourceId, claim.name]))];
  return {
    uid: `${confirmed.activityId}@${UID_DOMAIN}`,
    start: instant(confirmed.start),
    end: instant(confirmed.end),
    status: cancelled ? 'CANCELLED' : confirmed.announced === false ? 'TENTATIVE' : 'CONFIRMED',
    sequence: shown.displayRevision + center.displayRevision,
    modified: changes.at(-1) ?? '',
    summary: summaryOf(placed),
    place: [...rooms.map(([id, name]) => (center.rooms.get(id) ?? name).zh), center.name.zh].join(', '),
  };
}
