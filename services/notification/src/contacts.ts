import { line, OrganizationId } from '@huitang/contracts';
import type { Vault } from '@huitang/runtime';
import { z } from 'zod';

const EMAIL_MAX = 254;

/** What the Vault keeps of an organization, subject `organization/<id>`. */
export const Contact = z.object({
  name: line(200),
  email: z.email({ error: 'a mail address such as branch@example.org' }).max(EMAIL_MAX),
  language: z.enum(['zh', 'en']),
});
export type Contact = z.infer<typeof Contact>;

const PREFIX = 'organization/';

export const subjectOf = (id: string): string => `${PREFIX}${id}`;

/** The id of an organization, by its subject. */
export const organizationOf = (subject: string): string => subject.slice(PREFIX.length);

/** The contact of a Vault subject; undefined when it is erased, unknown, or cannot be reached by mail. */
export async function contactOf(vault: Vault, subject: string): Promise<Contact | undefined> {
  const contact = Contact.safeParse(await vault.get(subject));
  return contact.success ? contact.data : undefined;
}

export interface Listed {
  readonly id: OrganizationId;
  readonly contact: Contact;
}

/** Organizations by id, those after `afterId`; fewer than `limit` when some cannot be read. */
export async function organizations(
  vault: Vault,
  limit: number,
  afterId: string | undefined,
): Promise<{ readonly items: readonly Listed[]; readonly cursor?: string }> {
  const after = afterId === undefined ? undefined : subjectOf(afterId);
  const subjects = await vault.subjects(PREFIX, limit, after);
  const found = await Promise.all(
    subjects.map(async (subject) => {
      const id = OrganizationId.safeParse(subject.slice(PREFIX.length));
      const contact = await contactOf(vault, subject);
      return id.success && contact ? [{ id: id.data, contact }] : [];
    }),
  );
  const last = subjects.length === limit ? subjects.at(-1) : undefined;
  return { items: found.flat(), ...(last && { cursor: last.slice(PREFIX.length) }) };
}
