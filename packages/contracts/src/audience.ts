import { z } from 'zod';

/** Who may see what an activity is: everyone, members only, or nobody ("occupied"). */
export const Audience = z.enum(['public', 'members', 'private']);
export type Audience = z.infer<typeof Audience>;

/** How much of an activity somebody sees; place and time always. */
export type Mask = 'everything' | 'kind-only' | 'occupied-only';

/** What the public sees: the one rule for feeds, room use and pages. */
export const publicMask: Readonly<Record<Audience, Mask>> = {
  public: 'everything',
  members: 'kind-only',
  private: 'occupied-only',
};
