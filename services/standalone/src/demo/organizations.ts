import { line, OrganizationId } from '@huitang/contracts';
import { z } from 'zod';

/** A sample organization: an id for events, and what the Vault keeps of it. Addresses are of example.org and reach nobody. */
export const DemoOrganization = z.strictObject({
  id: OrganizationId,
  name: line(200),
  email: z.email().regex(/@example\.org$/, 'an address of example.org'),
  language: z.enum(['zh', 'en']),
});
export type DemoOrganization = z.infer<typeof DemoOrganization>;
