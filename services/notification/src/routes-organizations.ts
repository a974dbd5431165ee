import { line, OrganizationId } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { Contact, contactOf, organizations, subjectOf } from './contacts.ts';
import { inTurn } from './in-turn.ts';

const tag = 'Organizations';

const Founded = z.strictObject({ id: OrganizationId, ...Contact.shape });
type Founded = z.infer<typeof Founded>;

/** What anybody may know: never the address. */
const Organization = z.object({ id: OrganizationId, name: line(200), language: z.enum(['zh', 'en']) });

const shown = (id: OrganizationId, { name, language }: Contact): z.infer<typeof Organization> => ({
  id,
  name,
  language,
});

const isSame = (a: Contact, b: Contact): boolean =>
  a.name === b.name && a.email === b.email && a.language === b.language;

/** The directory of organizations, until identity has it. */
export function organizationRoutes({ vault }: Platform): readonly Route[] {
  // The Vault cannot say "only if absent", so that one after the other looks and writes.
  const next = inTurn();

  async function enter({ id, name, email, language }: Founded, commandId: string): Promise<Reply> {
    const contact = { name, email, language };
    const known = await contactOf(vault, subjectOf(id));
    if (known && !isSame(known, contact)) {
      return fieldProblem(409, 'organization-exists', 'id', 'an id that no other organization has');
    }
    // Kept beside the contact, so that the request that entered it, repeated, gets the answer it got.
    if (!known) await vault.put(subjectOf(id), { ...contact, enteredBy: commandId });
    const { enteredBy } = (await vault.get(subjectOf(id))) ?? {};
    return { status: enteredBy === commandId ? 201 : 200, body: shown(id, contact) };
  }

  const create = route<undefined, undefined, Founded>({
    method: 'post',
    path: '/api/organizations',
    operationId: 'createOrganization',
    tag,
    summary: 'Enter an organization with the address its mails go to; the same again changes nothing',
    body: Founded,
    responses: {
      200: { description: 'it was there, the same', schema: Organization },
      201: { description: 'entered', schema: Organization },
    },
    problems: { 'organization-exists': 409 },
    handle: ({ body, commandId }) => next(() => enter(body, commandId)),
  });

  const list = route({
    method: 'get',
    path: '/api/organizations',
    operationId: 'listOrganizations',
    tag,
    summary: 'Organizations by id, without their addresses',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      cursor: OrganizationId.optional(),
    }),
    responses: {
      200: {
        description: 'one page',
        schema: z.object({ items: z.array(Organization), cursor: OrganizationId.optional() }),
      },
    },
    async handle({ query }) {
      const { items, cursor } = await organizations(vault, query.limit, query.cursor);
      return {
        status: 200,
        body: { items: items.map(({ id, contact }) => shown(id, contact)), ...(cursor && { cursor }) },
      };
    },
  });
  return [create, list];
}
