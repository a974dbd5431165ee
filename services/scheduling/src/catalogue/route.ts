import { Bilingual, CenterId, ResourceId, RouteId } from '@huitang/contracts';
import { z } from 'zod';
import { NeedTemplate } from './need-template.ts';

/** One stop: the minutes to walk there from the stop before (0 at the first) and to stay. */
const RouteStop = z.strictObject({
  resourceId: ResourceId,
  name: Bilingual,
  walkingMinutes: z.int().min(0).max(240),
  dwellMinutes: z.int().min(1).max(240),
  /** How many groups the stop admits at a time, and the least minutes between two: as the center's resource says. */
  groups: z.int().min(1).max(100),
  headwayMinutes: z.int().min(0).max(240),
});

/** A walking route of one center: its stops in the order they are walked. */
export const Route = z
  .strictObject({
    id: RouteId,
    centerId: CenterId,
    name: Bilingual,
    theme: Bilingual,
    stops: z.array(RouteStop).min(1).max(20),
    /** Added to the needs of the kind: a guide with the skill `route:<id>`, headsets … */
    needs: z.array(NeedTemplate).max(10).default([]),
    /** True for routes that ship as an example and were never walked. */
    sample: z.boolean().default(false),
  })
  .refine((route) => routeMinutes(route) <= 1440, { path: ['stops'], error: 'a route walked within one day' });
export type Route = z.infer<typeof Route>;

/** The duration of a walking class: all walking and all stays. */
export const routeMinutes = (route: {
  readonly stops: readonly { readonly walkingMinutes: number; readonly dwellMinutes: number }[];
}): number => route.stops.reduce((total, stop) => total + stop.walkingMinutes + stop.dwellMinutes, 0);
