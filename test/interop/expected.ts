import type { ShownEvent } from './event.ts';

/** Of an activity's document in the API: what feeds are made from. */
export interface ActivityDocument {
  readonly id: string;
  readonly status: string;
  readonly announced: boolean;
  readonly packageId?: string;
  readonly routeId?: string;
  readonly allocation?: Allocation;
}

interface Allocation {
  readonly title: string;
  readonly audience: 'public' | 'members' | 'private';
  readonly kind: { readonly id: string; readonly name: Names };
  readonly headcount: number;
  readonly programme: readonly { readonly title: Names; readonly minutes: number; readonly lead?: string }[];
  readonly start: string;
  readonly end: string;
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  readonly claims: readonly { readonly role: string; readonly resourceId: string }[];
}

interface Names {
  readonly zh: string;
  readonly en: string;
}
export type Language = keyof Names;

/** Of a center's documents: the names that stand in every event. */
export interface CenterDocument {
  readonly name: Names;
  readonly address: Names;
  readonly roomNames: ReadonlyMap<string, Names>;
}

/** An activity that has a place, at its center. */
export interface Given {
  readonly activity: ActivityDocument;
  readonly allocation: Allocation;
  readonly center: CenterDocument;
  readonly language: Language;
}

type Expected = Omit<ShownEvent, 'sequence'>;

const UID_DOMAIN = 'test.example';

// Written down once more: what the feeds say is not asked of the code that makes them.
const says = {
  zh: { gone: '【已取消】', occupied: '已占用', programme: '议程', guide: '讲解员', host: '主持人', lecturer: '讲师' },
  en: {
    gone: 'Cancelled: ',
    occupied: 'Occupied',
    programme: 'Programme',
    guide: 'guide',
    host: 'host',
    lecturer: 'lecturer',
  },
} as const;

const instant = (text: string, minutes = 0): string =>
  new Date(Date.parse(text) + minutes * 60_000).toISOString().replace('.000Z', 'Z');

function programmeOf({ allocation: { programme }, language }: Given): string {
  const leads: Readonly<Record<string, string>> = says[language];
  const lines = programme.map(({ title, minutes, lead }, index) => {
    const who = lead && (leads[lead] ?? lead);
    const about =
      language === 'zh' ? `（${minutes} 分钟${who ? `，${who}` : ''}）` : ` (${minutes} min${who ? `, ${who}` : ''})`;
    return `${index + 1}. ${title[language]}${about}`;
  });
  return lines.length === 0 ? '' : [says[language].programme, ...lines].join('\n');
}

function placeOf({ allocation: { claims }, center, language }: Given): string {
  const rooms = claims.filter(({ role }) => role === 'room').map(({ resourceId }) => center.roomNames.get(resourceId));
  return `${[...rooms, center.name].map((name) => name?.[language]).join(', ')}\n${center.address[language]}`;
}

function statusOf({ activity }: Given): string {
  if (activity.status === 'cancelled') return 'CANCELLED';
  return activity.announced ? 'CONFIRMED' : 'TENTATIVE';
}

const titleSeenBy = (given: Given, audience: Allocation['audience']): string => {
  const { allocation, language } = given;
  if (audience === 'public') return allocation.title;
  return audience === 'members' ? allocation.kind.name[language] : says[language].occupied;
};

/** The event of an activity with what those see who see of it as much as of one with this audience. */
function eventOf(given: Given, audience: Allocation['audience']): Expected {
  const { activity, allocation, language } = given;
  const mark = activity.status === 'cancelled' ? says[language].gone : '';
  return {
    uid: `${activity.id}@${UID_DOMAIN}`,
    start: instant(allocation.start),
    end: instant(allocation.end),
    summary: mark + titleSeenBy(given, audience),
    location: placeOf(given),
    description: audience === 'public' ? programmeOf(given) : '',
    status: statusOf(given),
  };
}

/** What is in public feeds: what has been announced, masked by its audience. */
export const publicEvents = (given: Given): readonly Expected[] =>
  given.activity.announced ? [eventOf(given, given.allocation.audience)] : [];

/** The file of the activity itself, which is there before it is announced. */
export const fileEvents = (given: Given): readonly Expected[] => [eventOf(given, given.allocation.audience)];

const withHeads = (given: Given, event: Expected): Expected => {
  const heads = `人数：${given.allocation.headcount}`;
  return { ...event, description: event.description ? `${heads}\n${event.description}` : heads };
};

/** An organization's, and those of its guide or lecturer: all there is. */
export const ownEvents = (given: Given): readonly Expected[] => [withHeads(given, eventOf(given, 'public'))];

const staffAudience = ({ allocation }: Given) => (allocation.audience === 'public' ? 'public' : 'members');

export function canteenEvents(given: Given): readonly Expected[] {
  const event = eventOf(given, staffAudience(given));
  return [withHeads(given, { ...event, summary: `${given.allocation.headcount} 人 · ${event.summary}` })];
}

export function crewEvents(given: Given): readonly Expected[] {
  const { activity, allocation } = given;
  const event = withHeads(given, eventOf(given, staffAudience(given)));
  const mark = activity.status === 'cancelled' ? says.zh.gone : '';
  const part = (name: string, word: string, from: string, to: string): Expected => ({
    ...event,
    uid: `${activity.id}-${name}@${UID_DOMAIN}`,
    summary: `${mark}${word}：${titleSeenBy(given, staffAudience(given))}`,
    start: from,
    end: to,
  });
  const { start, end, setupMinutes, teardownMinutes } = allocation;
  const setup = part('setup', '布置', instant(start, -setupMinutes), event.start);
  const teardown = part('teardown', '撤场', event.end, instant(end, teardownMinutes));
  return [...(setupMinutes > 0 ? [setup] : []), ...(teardownMinutes > 0 ? [teardown] : [])];
}
