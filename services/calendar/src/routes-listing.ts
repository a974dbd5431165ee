import { CenterId, type Language } from '@huitang/contracts';
import { fieldProblem, type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { feedKey, feedPath, type PublicFeed } from './domain/feed.ts';
import { windowAt } from './domain/window.ts';
import { selectEntries } from './select-entries.ts';
import { subjectOf } from './subject.ts';
import { SubscribeLinks, subscribeLinks, webcalOf } from './subscribe.ts';
import type { CalendarViews } from './views.ts';

const FeedLink = z.object({
  type: z.enum(['center', 'room', 'kind', 'package', 'route']),
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  url: z.string(),
  webcal: SubscribeLinks.shape.webcal,
  links: SubscribeLinks,
  /** The QR code of `url`, as an SVG image. */
  qr: z.string(),
});
type FeedLink = z.infer<typeof FeedLink>;

type Listed = Exclude<PublicFeed, { type: 'activity' | 'rooms' }>;

function idOf(spec: Listed): string {
  switch (spec.type) {
    case 'center':
      return spec.centerId;
    case 'room':
      return spec.roomId;
    case 'kind':
      return spec.kindId;
    case 'package':
      return spec.packageId;
    case 'route':
      return spec.routeId;
  }
}

const sorted = (ids: Iterable<string | undefined>): readonly string[] =>
  [...new Set(ids)].filter((id) => id !== undefined).sort();

/** The center, its rooms, and each kind, package and route that has something in the center's feed now. */
function specsOf(center: CalendarCenter, entries: readonly CalendarEntry[]): readonly Listed[] {
  const open = entries.filter(({ audience }) => audience !== 'private');
  return [
    { type: 'center', centerId: center.id },
    ...center.roomIds.map((roomId): Listed => ({ type: 'room', roomId })),
    ...sorted(open.map(({ kind }) => kind.id)).map((kindId): Listed => ({ type: 'kind', centerId: center.id, kindId })),
    ...sorted(open.map(({ packageId }) => packageId)).map((packageId): Listed => ({ type: 'package', packageId })),
    ...sorted(open.map(({ routeId }) => routeId)).map((routeId): Listed => ({ type: 'route', routeId })),
  ];
}

/** Where people find what there is to subscribe to. */
export function listingRoute({ clock, installation }: Platform, views: CalendarViews): Route {
  async function linkOf(spec: Listed, language: Language): Promise<FeedLink | undefined> {
    const subject = await subjectOf(views, spec);
    const url = `${installation.publicUrl}${feedPath(spec)}${language === 'en' ? '?lang=en' : ''}`;
    return (
      subject && {
        type: spec.type,
        id: idOf(spec),
        name: subject.name,
        url,
        webcal: webcalOf(url),
        links: subscribeLinks(url, subject.name[language]),
        qr: `${installation.publicUrl}/api/feeds/qr?${new URLSearchParams({ url })}`,
      }
    );
  }

  return route({
    method: 'get',
    path: '/api/feeds',
    operationId: 'listFeeds',
    tag: 'Calendar feeds',
    summary: 'The public feeds of a center, with their subscribe links and QR codes; ?lang=en for calendars in English',
    query: z.strictObject({ center: CenterId, lang: z.enum(['zh', 'en']).default('zh') }),
    responses: { 200: { description: 'all feeds', schema: z.object({ items: z.array(FeedLink) }) } },
    problems: { 'unknown-center': 404 },
    async handle({ query }) {
      const center = await views.centers.get(query.center);
      if (!center) return fieldProblem(404, 'unknown-center', 'center', 'the id of a center');
      const window = windowAt(Math.floor(clock.now() / 60_000), center.timeZone);
      const { entries } = await selectEntries(views.entries, feedKey.center(center.id), window);
      const links = await Promise.all(specsOf(center, entries).map((spec) => linkOf(spec, query.lang)));
      return { status: 200, body: { items: links.filter((link) => link !== undefined) } };
    },
  });
}
