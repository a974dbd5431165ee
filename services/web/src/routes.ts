import { ActivityId, CenterId, LocalDate } from '@huitang/contracts';
import type { Platform, Route } from '@huitang/runtime';
import { z } from 'zod';
import type { Reads } from './api/reads.ts';
import { Lang, pageRoutes } from './page-route.ts';
import { activityPage } from './pages/activity.ts';
import { centerPage } from './pages/center.ts';
import { notFoundPage } from './pages/failure.ts';
import { homePage } from './pages/home.ts';
import { subscribePage } from './pages/subscribe.ts';

/** The API knows instants of these years; a week and a day before and after stay inside. */
const FIRST_DATE = '2000-01-09';
const LAST_DATE = '2099-12-20';

// A page never refuses a request over its parameters: what nobody can understand counts as not said.
const Search = z.string().trim().min(1).max(100).optional().catch(undefined);
const AnyDate = LocalDate.refine((date) => FIRST_DATE <= date && date <= LAST_DATE)
  .optional()
  .catch(undefined);

/** Ids of any form: one that cannot exist gets the same page as one that does not. */
const OneId = z.object({ id: z.string() });

/** Of the rooms of a large center. */
const RoomPage = z.coerce.number().int().min(1).max(1_000).optional().catch(undefined);

const pathOf = (folder: string, id: string): string => `/${folder}/${encodeURIComponent(id)}`;

export function routesOf(platform: Platform, reads: Reads, stylesheet: string): readonly Route[] {
  const page = pageRoutes(platform, stylesheet);
  const [home, center, activity] = [homePage(reads), centerPage(reads), activityPage(reads)];
  const subscribe = subscribePage(reads);
  return [
    page({
      path: '/',
      operationId: 'homePage',
      summary: 'All centers: what is open, taken and on today; ?q= finds centers by current and former names',
      query: z.object({ lang: Lang, q: Search }),
      here: (_params, { q }) => ({ path: '/', query: { q } }),
      render: (view, _params, { q }) => home(view, { q }),
    }),
    page({
      path: '/centers/{id}',
      operationId: 'centerPage',
      summary: 'One center: a day and the week from it, hours, rooms (?rooms= pages), walks, calendars',
      params: OneId,
      query: z.object({ lang: Lang, date: AnyDate, rooms: RoomPage }),
      here: ({ id }, { date, rooms }) => ({
        path: pathOf('centers', id),
        query: { date, rooms: rooms === undefined ? undefined : String(rooms) },
      }),
      async render(view, { id }, { date, rooms }) {
        return CenterId.safeParse(id).success ? center(view, { id, date, rooms }) : notFoundPage(view);
      },
    }),
    page({
      path: '/centers/{id}/subscribe',
      operationId: 'subscribePage',
      summary: 'A center’s public calendars with QR codes and links for phones, Google and Outlook',
      params: OneId,
      query: z.object({ lang: Lang }),
      here: ({ id }) => ({ path: `${pathOf('centers', id)}/subscribe` }),
      async render(view, { id }) {
        return CenterId.safeParse(id).success ? subscribe(view, { id }) : notFoundPage(view);
      },
    }),
    page({
      path: '/activities/{id}',
      operationId: 'activityPage',
      summary: 'One activity, as far as its audience lets the public see it; calendars link here',
      params: OneId,
      query: z.object({ lang: Lang }),
      here: ({ id }) => ({ path: pathOf('activities', id) }),
      async render(view, { id }) {
        return ActivityId.safeParse(id).success ? activity(view, { id }) : notFoundPage(view);
      },
    }),
  ];
}
