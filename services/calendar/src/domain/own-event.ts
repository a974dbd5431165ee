import { instantOf, type Language, minuteOf } from '@huitang/contracts';
import type { CalendarCenter } from './center.ts';
import { type FeedEvent, feedEvent, type Home } from './event.ts';
import type { PrivateFeed } from './feed.ts';
import type { OwnActivity } from './own-entry.ts';
import { words } from './words.ts';

type Viewer = PrivateFeed['type'];

/** The organization and whoever works in it see all; the crews what kind it is, unless everybody may know more. */
const maskFor = (viewer: Viewer, { audience }: OwnActivity) =>
  viewer === 'organization' || viewer === 'person' || audience === 'public' ? 'everything' : 'kind-only';

const withHeads = (event: FeedEvent, { headcount }: OwnActivity, language: Language): FeedEvent => {
  const lines = [words[language].headcount(headcount), ...(event.description ? [event.description] : [])];
  return { ...event, description: lines.join('\n') };
};

/** Setup and teardown as events of their own: each with a UID that stays. */
function crewEvents(event: FeedEvent, entry: OwnActivity, language: Language): readonly FeedEvent[] {
  const { setup, teardown, cancelled } = words[language];
  const marked = (text: string): string => (entry.cancelled ? cancelled(text) : text);
  const [id, domain] = event.uid.split('@');
  const part = (name: string, summary: string, start: number, end: number): readonly FeedEvent[] =>
    start < end
      ? [
          {
            ...event,
            uid: `${id}-${name}@${domain}`,
            summary: marked(summary),
            start: instantOf(start),
            end: instantOf(end),
          },
        ]
      : [];
  const title = entry.cancelled ? event.summary.slice(cancelled('').length) : event.summary;
  const [from, to] = [minuteOf(entry.start), minuteOf(entry.end)];
  return [
    ...part('setup', setup(title), from - entry.setupMinutes, from),
    ...part('teardown', teardown(title), to, to + entry.teardownMinutes),
  ];
}

/** What an activity is to whoever holds a token of a private feed. */
export function ownEvents(
  viewer: Viewer,
  entry: OwnActivity,
  center: CalendarCenter,
  language: Language,
  home: Home,
): readonly FeedEvent[] {
  const event = withHeads(feedEvent(entry, center, language, home, maskFor(viewer, entry)), entry, language);
  switch (viewer) {
    case 'organization':
    case 'person':
      return [event];
    case 'crew':
      return crewEvents(event, entry, language);
    case 'canteen':
      return [{ ...event, summary: words[language].canteen(entry.headcount, event.summary) }];
  }
}
