import type { CenterProfile } from '@huitang/contracts';
import type { z } from 'zod';
import { CenterAnswer, ImportAnswer, PreviewAnswer, problemOf, Refused, read } from '../api/answers.ts';
import type { Api, ApiAnswer } from '../api/api.ts';
import type { Cli } from './command.ts';
import type { ImportFile } from './import-file.ts';

const ATTEMPTS_MAX = 40;
const AGAIN_MS = 250;

/** The center's zone; undefined when there is no such center. */
export async function zoneOf(api: Api, id: string): Promise<string | undefined> {
  const answer = await api.call({ method: 'get', path: '/api/centers/{id}', params: { id } });
  return problemOf(answer)?.code === 'unknown-center' ? undefined : read(answer, CenterAnswer).timeZone;
}

/** What is in the file; changes nothing. Throws `Refused` for a broken one. */
export async function preview(api: Api, { type, text }: ImportFile, timeZone: string): Promise<PreviewAnswer> {
  const path = '/api/import/preview';
  return read(
    await api.call({ method: 'post', path, query: { timeZone }, body: text, contentType: type }),
    PreviewAnswer,
  );
}

const THERE_ALREADY: readonly string[] = ['already-open', 'organization-exists'];

/** Posts something to be created; false when it was there already. */
async function create(api: Api, path: string, body: object): Promise<boolean> {
  const problem = problemOf(await api.call({ method: 'post', path, body }));
  if (problem && !THERE_ALREADY.includes(problem.code)) throw new Refused(problem);
  return !problem;
}

export const createCenter = (api: Api, center: CenterProfile): Promise<boolean> => create(api, '/api/centers', center);

/** An organization to book for. Imports notify nobody, so its address is one that nobody has. */
export const createOrganization = (api: Api, id: string): Promise<boolean> =>
  create(api, '/api/organizations', { id, name: id, email: `${id}@huitang.invalid`, language: 'zh' });

/** Not yet what the file says, but only because the news of a new center has not come round. */
function isTooEarly(answer: ApiAnswer): boolean {
  if (problemOf(answer)) return problemOf(answer)?.code === 'unknown-center';
  const { report } = read(answer, ImportAnswer);
  return report.some(({ code }) => code === 'unknown-room');
}

export interface ImportRequest {
  readonly center: string;
  readonly organization: string;
  readonly kind?: string | undefined;
  readonly again: boolean;
}

/** Carries the file out. For a center just created it is tried again until everybody knows the center's rooms. */
export async function carryOut(
  api: Api,
  { kind, again, center, organization }: ImportRequest,
  { type, text }: ImportFile,
  isNew: boolean,
  cli: Cli,
): Promise<z.infer<typeof ImportAnswer>> {
  const query = { center, organization, ...(kind !== undefined && { kind }), ...(again && { again: 'true' }) };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.call({ method: 'post', path: '/api/import', query, body: text, contentType: type });
    if (!isNew || attempt === ATTEMPTS_MAX || !isTooEarly(answer)) return read(answer, ImportAnswer);
    await cli.wait(AGAIN_MS);
  }
}
