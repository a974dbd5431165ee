import { Audience, Bilingual, PackageId } from '@huitang/contracts';
import { z } from 'zod';
import { NeedTemplate } from './need-template.ts';

/** A prepared educational session that any organization can order. */
export const Package = z.strictObject({
  id: PackageId,
  name: Bilingual,
  theme: Bilingual,
  /** Whom it is made for; a session has this audience unless the proposal says otherwise. */
  audience: Audience,
  durationMinutes: z.int().min(1).max(1440),
  /** Added to the needs of the kind; the lecturer is found by the skill `package:<id>`. */
  needs: z.array(NeedTemplate).max(10),
});
export type Package = z.infer<typeof Package>;
