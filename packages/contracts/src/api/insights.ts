import { z } from 'zod';
import { Feature, Person } from '../center.ts';
import { CenterId } from '../ids.ts';
import { LocalDate } from '../time.ts';

/** One thing more, and how many wishes more are served with it, beside everything that is given, than without. */
export const Counterfactual = z.object({
  added: z.discriminatedUnion('type', [
    z.object({ type: z.literal('room'), capacity: z.int(), features: z.array(Feature) }),
    z.object({ type: z.literal('person'), roles: Person.shape.roles, skills: z.array(Feature) }),
    z.object({ type: z.literal('kit'), resourceId: z.string(), count: z.int() }),
  ]),
  served: z.int(),
  of: z.int(),
});
export type Counterfactual = z.infer<typeof Counterfactual>;

/** Wishes alike: the same weekday, time of day and needs. The repeats of a wish by one organization count once. */
export const UnmetGroup = z.object({
  /** 1 for Monday to 7 for Sunday. */
  weekday: z.int().min(1).max(7),
  /** Preferred starts in [fromHour, toHour) of the center's clock. */
  fromHour: z.int(),
  toHour: z.int(),
  /** What the rooms must have. */
  features: z.array(Feature),
  /** Guides, lecturers, interpreters that were asked for. */
  roles: z.array(z.string()),
  /** Seats that four of five of the wishes would have fitted into. */
  seats: z.int(),
  refused: z.int(),
  /** Given, but not at the preferred start. */
  moved: z.int(),
  /** Searches that showed nothing. */
  foundNothing: z.int(),
  /** Given, and taken away by an order of the staff; absent where none was. */
  displaced: z.int().optional(),
  organizations: z.int(),
  /** How often what was missing, by code. */
  reasons: z.array(z.object({ code: z.string(), count: z.int() })),
  /** Absent where nothing was refused, or nothing more would have helped. */
  counterfactual: Counterfactual.optional(),
});
export type UnmetGroup = z.infer<typeof UnmetGroup>;

export const UnmetDemand = z.object({
  center: CenterId,
  from: LocalDate,
  to: LocalDate,
  items: z.array(UnmetGroup),
});
export type UnmetDemand = z.infer<typeof UnmetDemand>;
