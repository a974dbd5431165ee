import { OrganizationId } from '@huitang/contracts';
import { fieldProblem, type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { contactOf, subjectOf } from '../contacts.ts';
import type { PreferenceStore } from './preference-store.ts';
import { PreferencesDocument } from './preferences-document.ts';

const tag = 'Organizations';
const path = '/api/organizations/{id}/preferences';
const params = z.object({ id: OrganizationId });
const problems = { 'unknown-organization': 404 } as const;

const unknown = () => fieldProblem(404, 'unknown-organization', 'id', 'the id of an organization');

/** How an organization wants to be told: read, and said anew as a whole. */
export function preferenceRoutes({ vault }: Pick<Platform, 'vault'>, store: PreferenceStore): readonly Route[] {
  const isKnown = async (id: string): Promise<boolean> => (await contactOf(vault, subjectOf(id))) !== undefined;

  const read = route({
    method: 'get',
    path,
    operationId: 'readPreferences',
    tag,
    summary: 'How an organization wants to be told: language, quiet hours, digest, reminders, invitations',
    params,
    responses: { 200: { description: 'as it has said, or as usual', schema: PreferencesDocument } },
    problems,
    async handle({ params: { id } }) {
      if (!(await isKnown(id))) return unknown();
      return { status: 200, body: await store.of(id) };
    },
  });

  const change = route<z.infer<typeof params>, undefined, PreferencesDocument>({
    method: 'put',
    path,
    operationId: 'changePreferences',
    tag,
    summary: 'Say anew how an organization wants to be told; what is not sent yet follows it',
    params,
    body: PreferencesDocument,
    responses: { 200: { description: 'as it is from now on', schema: PreferencesDocument } },
    problems,
    async handle({ params: { id }, body }) {
      if (!(await isKnown(id))) return unknown();
      return { status: 200, body: await store.change(id, () => body) };
    },
  });
  return [read, change];
}
