import { Feature, KitNeed, PersonNeed, RoomNeed } from '@huitang/contracts';
import { z } from 'zod';

/** The limits leave room in a Need for what the kind, its package or route, and the organizer add together. */
const RoomTemplate = RoomNeed.extend({ features: z.array(Feature).max(5).default([]) });
const PersonTemplate = PersonNeed.extend({ skills: z.array(Feature).max(3).default([]) });

/** Kit by a fixed count, or one piece for each participant. */
const KitTemplate = KitNeed.extend({ count: z.union([KitNeed.shape.count, z.literal('headcount')]) });

/** A need as the catalogue states it, before anybody has said how many come. */
export const NeedTemplate = z.discriminatedUnion('role', [RoomTemplate, PersonTemplate, KitTemplate]);
export type NeedTemplate = z.infer<typeof NeedTemplate>;
