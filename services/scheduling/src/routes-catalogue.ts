import { type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { Catalogue } from './catalogue/catalogue.ts';
import { Kind } from './catalogue/kind.ts';
import { Package } from './catalogue/package.ts';
import { Route as WalkingRoute } from './catalogue/route.ts';

const tag = 'Catalogue';

/** Kinds, packages and routes as they are in the data folder. */
export function catalogueRoutes(catalogue: Catalogue): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/kinds',
      operationId: 'listKinds',
      tag,
      summary: 'Kinds of activities with their needs and programmes',
      responses: { 200: { description: 'all kinds', schema: z.object({ items: z.array(Kind) }) } },
      handle: async () => ({ status: 200, body: { items: [...catalogue.kinds.values()] } }),
    }),
    route({
      method: 'get',
      path: '/api/packages',
      operationId: 'listPackages',
      tag,
      summary: 'Educational packages',
      responses: { 200: { description: 'all packages', schema: z.object({ items: z.array(Package) }) } },
      handle: async () => ({ status: 200, body: { items: [...catalogue.packages.values()] } }),
    }),
    route({
      method: 'get',
      path: '/api/routes',
      operationId: 'listRoutes',
      tag,
      summary: 'Walking routes with their stops',
      responses: { 200: { description: 'all routes', schema: z.object({ items: z.array(WalkingRoute) }) } },
      handle: async () => ({ status: 200, body: { items: [...catalogue.routes.values()] } }),
    }),
  ];
}
