import { fieldProblem, type Reply, type Vault } from '@huitang/runtime';
import { contactOf, subjectOf } from './contacts.ts';

export const organizationProblems = { 'unknown-organization': 404 } as const;

/** The answer for an organization that nobody has entered; undefined for one that somebody has. */
export async function unknownOrganization(vault: Vault, id: string, field = 'id'): Promise<Reply | undefined> {
  const status = organizationProblems['unknown-organization'];
  const known = await contactOf(vault, subjectOf(id));
  return known ? undefined : fieldProblem(status, 'unknown-organization', field, 'the id of an organization');
}
