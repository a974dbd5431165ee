import { CenterId, CenterList, ResourceList } from '@huitang/contracts';
import { type Platform, type Reply, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import { centerReply, documentOf, documentReply, documentResponse } from './center-document.ts';
import { centerStream } from './domain/center-days.ts';
import type { Centers } from './streams.ts';
import { type ListedCenter, type RoomAllocationViews, VIEWS_GROUP } from './views.ts';

const tag = 'Centers';
const CENTERS_MAX = 10_000;

const OneCenter = z.object({ id: CenterId });
const ListQuery = z.strictObject({ q: z.string().max(200).optional(), seen: z.string().max(300).optional() });

/** Lower case and without spaces, so that people find what they half remember. */
const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

function isFound({ profile }: ListedCenter, query: string): boolean {
  const names = [profile.name, ...profile.formerNames.map(({ name }) => name)];
  return names.some(({ zh, en }) => folded(zh).includes(query) || folded(en).includes(query));
}

const listRoute = (platform: Platform, { centers }: RoomAllocationViews): Route =>
  route({
    method: 'get',
    path: '/api/centers',
    operationId: 'listCenters',
    tag,
    summary: 'Centers, found by their names of today and before with `q`',
    query: ListQuery,
    responses: { 200: { description: 'all that are found', schema: CenterList } },
    problems: { 'not-seen-yet': 503 },
    async handle({ query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { items } = await centers.find({ limit: CENTERS_MAX });
      const wanted = folded(query.q ?? '');
      const found = items.filter((center) => isFound(center, wanted));
      return { status: 200, body: { items: found.map(({ profile, version }) => documentOf(profile, version)) } };
    },
  });

/** The directory. Reads of one center go to its stream and are never behind. */
export const directoryRoutes = (platform: Platform, centers: Centers, views: RoomAllocationViews): readonly Route[] => [
  listRoute(platform, views),
  route({
    method: 'get',
    path: '/api/centers/{id}',
    operationId: 'readCenter',
    tag,
    summary: 'One center: hours, facilities, names it had before',
    params: OneCenter,
    responses: { 200: documentResponse('the center') },
    problems: { 'unknown-center': 404 },
    handle: async ({ params }) => documentReply(200, await centers.load(centerStream(params.id))),
  }),
  route({
    method: 'get',
    path: '/api/centers/{id}/resources',
    operationId: 'listResources',
    tag,
    summary: 'What can be booked at a center: rooms, people, kit, stops',
    params: OneCenter,
    responses: { 200: { description: 'all resources', schema: ResourceList } },
    problems: { 'unknown-center': 404 },
    handle: async ({ params }) =>
      centerReply(200, await centers.load(centerStream(params.id)), ({ resources }) => ({ items: resources })),
  }),
];
