import { z } from 'zod';
import { line } from './text.ts';

/** Why staff of a center order something, in their own words: shown to whoever it concerns, so it names nobody. */
export const OrderReason = line(500);

/** Who of the staff ordered it, and why. */
export const Order = z.object({ by: z.string(), reason: z.string() });
export type Order = z.infer<typeof Order>;
