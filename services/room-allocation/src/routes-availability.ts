import {
  Availability,
  CenterId,
  type Demanded,
  Instant,
  instantOf,
  type KindDescribed,
  KindId,
  type Minute,
  minuteOf,
  Need,
  OrganizationId,
  timestampOf,
} from '@huitang/contracts';
import { bodyHash, fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type Found, foundInWords, type WouldAsk } from './availability.ts';
import { availabilityWithBorrowed } from './availability-borrowed.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { searchesStream } from './demand/searches.ts';
import { centerStream } from './domain/center-days.ts';
import { type Kinds, kindOf } from './kinds.ts';
import { refusalReply } from './refusals.ts';

const STEP_MINUTES = 30;
const MINUTES_MAX = 7 * 1440;

const minutes = (max: number) => z.coerce.number().int().min(0).max(max).optional();

/** JSON in a query, as the body of a proposal has it. */
const Needs = z
  .string()
  .max(8_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'a JSON array of needs, such as [{"role":"room","features":["flag"]}]',
      });
      return z.NEVER;
    }
  })
  .pipe(z.array(Need).min(1).max(60));

const Query = z
  .strictObject({
    from: Instant,
    to: Instant,
    durationMinutes: z.coerce.number().int().min(1).max(1440),
    headcount: z.coerce.number().int().min(1).max(100_000),
    needs: Needs,
    setupMinutes: minutes(480),
    teardownMinutes: minutes(480),
    /**
     * Who would ask for what: rules of booking by them, how far ahead the kind may be asked for, and the quota are kept to
     * where they are told. The two above are the kind's where they are not given, and 0 without a kind.
     */
    kind: KindId.optional(),
    organization: OrganizationId.optional(),
  })
  .refine(({ from, to }) => minuteOf(from) < minuteOf(to), { error: 'after from', path: ['to'] })
  .refine(({ from, to }) => minuteOf(to) - minuteOf(from) <= MINUTES_MAX, {
    error: 'at most 7 days after from',
    path: ['to'],
  });

type Query = z.infer<typeof Query>;

/** Every half hour in [from, to), counted from `from`. */
function startsIn(from: string, to: string): readonly Minute[] {
  const starts: Minute[] = [];
  for (let start = minuteOf(from); start < minuteOf(to); start += STEP_MINUTES) starts.push(start);
  return starts;
}

/** Remembers a search that showed nothing: the same one on the same day once. */
async function record(
  { searches, clock }: Coordinator,
  principal: string,
  centerId: CenterId,
  { starts, organizationId: _, kindId, kind: __, ...terms }: WouldAsk,
  { items }: Found,
): Promise<void> {
  const coming = items.filter(({ start }) => minuteOf(start) >= minuteNow({ clock }));
  // Who looks only at what is over asks for nothing.
  if (coming.length === 0) return;
  const asked: Demanded = { ...terms, ...(kindId && { kindId }), starts: starts.map(instantOf) };
  const demanded = { ...asked, starts: coming.map(({ start }) => start) };
  const today = timestampOf(clock.now()).slice(0, 10);
  await searches.execute({
    stream: searchesStream(centerId, today),
    command: { type: 'RecordSearch', centerId, demanded, reasons: [...(coming[0]?.reasons ?? [])] },
    commandId: `search/${bodyHash(asked)}`,
    principal,
    partitionKey: centerId,
    // What stood in the way may have changed since, and some starts be over; it is the same search all the same.
    body: asked,
  });
}

function wouldAsk(
  { from, to, kind: kindId, organization, ...terms }: Query,
  kind: KindDescribed | undefined,
): WouldAsk {
  return {
    ...terms,
    setupMinutes: terms.setupMinutes ?? kind?.setupMinutes ?? 0,
    teardownMinutes: terms.teardownMinutes ?? kind?.teardownMinutes ?? 0,
    kindId,
    organizationId: organization,
    kind,
    starts: startsIn(from, to),
  };
}

/** An organization that nobody knows: a proposal would be refused for that. A kind may only not have been heard of here. */
async function unknownOrganization(
  { vault }: Pick<Platform, 'vault'>,
  { organization }: Query,
): Promise<Reply | undefined> {
  if (organization === undefined || (await vault.get(`organization/${organization}`))) return undefined;
  return fieldProblem(422, 'unknown-organization', 'organization', 'the id of an organization');
}

/** Asked before proposing. */
export const availabilityRoute = (platform: Pick<Platform, 'vault'>, coordinator: Coordinator, kinds: Kinds): Route =>
  route({
    method: 'get',
    path: '/api/centers/{id}/availability',
    operationId: 'readAvailability',
    tag: 'Centers',
    summary:
      'What a proposal would get now at every half hour in [from, to), also with people of neighbouring centers, and why not the rest; nothing is held. With `kind` its setup and teardown are counted, and how far ahead it may be asked for; with `organization` its quota. Where nothing can be had at all, that is remembered as unmet demand',
    params: z.object({ id: CenterId }),
    query: Query,
    responses: { 200: { description: 'start by start', schema: Availability } },
    problems: { 'unknown-center': 404, 'unknown-organization': 422 },
    async handle({ params, query, principal }): Promise<Reply> {
      const { state, version } = await coordinator.centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const stranger = await unknownOrganization(platform, query);
      if (stranger) return stranger;
      const would = wouldAsk(query, await kindOf(kinds, query.kind));
      const known = { center: state, version };
      const found = await availabilityWithBorrowed(coordinator, known, would);
      if (found.items.every(({ isAvailable }) => !isAvailable))
        await record(coordinator, principal.id, params.id, would, found);
      return { status: 200, body: foundInWords(found, known) };
    },
  });
