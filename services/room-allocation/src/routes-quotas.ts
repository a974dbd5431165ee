import { Month, OrganizationId, Quota, QuotaLimited } from '@huitang/contracts';
import {
  type Call,
  executeFor,
  fieldProblem,
  isStaff,
  keyReused,
  notAllowed,
  type Platform,
  type Reply,
  type Route,
  route,
  staffProblems,
} from '@huitang/runtime';
import { z } from 'zod';
import type { Coordinator } from './coordinator/coordinator.ts';
import { countEarlier } from './coordinator/count-held.ts';
import { monthStream } from './domain/quota.ts';
import { limitStream } from './domain/quota-limit.ts';
import { minutesUsed } from './domain/quota-month.ts';

const tag = 'Organizations';
const MONTHS_DEFAULT = 6;
const MONTHS_MAX = 24;

const OneOrganization = z.object({ id: OrganizationId });

/** Months since the year 0, so that they can be counted. */
const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const nameOf = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

const MonthsQuery = z
  .strictObject({ from: Month.optional(), to: Month.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { error: 'not before from', path: ['to'] })
  .refine(({ from, to }) => !from || !to || numberOf(to) - numberOf(from) < MONTHS_MAX, {
    error: `at most ${MONTHS_MAX} months`,
    path: ['to'],
  });

/** Six months from this one on, unless the query says otherwise; undefined where that is too many. */
function monthsOf({ from, to }: z.infer<typeof MonthsQuery>, now: number): readonly string[] | undefined {
  const last = to === undefined ? undefined : numberOf(to);
  const current = numberOf(new Date(now).toISOString().slice(0, 7));
  const first = from === undefined ? Math.min(current, last ?? current) : numberOf(from);
  const count = (last ?? first + MONTHS_DEFAULT - 1) - first + 1;
  if (count > MONTHS_MAX) return undefined;
  return Array.from({ length: count }, (_, index) => nameOf(first + index));
}

type Streams = Pick<Coordinator, 'quotas' | 'quotaLimits'>;

async function quotaOf(
  { quotas, quotaLimits }: Streams,
  id: OrganizationId,
  months: readonly string[],
): Promise<Quota> {
  const { state } = await quotaLimits.load(limitStream(id));
  const used = await Promise.all(
    months.map(async (month) => {
      const { state: of } = await quotas.load(monthStream(id, month));
      const minutes = minutesUsed(of, { holds: false });
      return { month, minutesUsed: minutes, minutesHeld: minutesUsed(of, { holds: true }) - minutes };
    }),
  );
  return { organization: id, minutesPerMonth: state.minutesPerMonth, months: used };
}

const problems = { 'unknown-organization': 404 };
const responses = { 200: { description: 'the limit and its use', schema: Quota } };

/** What an organization may have of all centers together in a month, and what it has. */
export function quotaRoutes({ clock, vault }: Platform, coordinator: Coordinator): readonly Route[] {
  const isKnown = async (id: OrganizationId): Promise<boolean> => (await vault.get(`organization/${id}`)) !== undefined;
  const unknown = (): Reply => fieldProblem(404, 'unknown-organization', 'id', 'the id of an organization');

  async function limit(call: Call<{ id: OrganizationId }, unknown, QuotaLimited>): Promise<Reply> {
    if (!isStaff(call.principal)) return notAllowed();
    const { id } = call.params;
    if (!(await isKnown(id))) return unknown();
    const outcome = await executeFor(call, coordinator.quotaLimits, {
      stream: limitStream(id),
      command: { type: 'LimitQuota', organizationId: id, ...call.body },
      commandId: call.commandId,
      principal: call.principal.id,
      partitionKey: id,
      body: call.body,
    });
    if (!outcome.ok) return keyReused;
    await countEarlier(coordinator, id);
    return { status: 200, body: await quotaOf(coordinator, id, monthsOf({}, clock.now()) ?? []) };
  }

  return [
    route({
      method: 'put',
      path: '/api/organizations/{id}/quota',
      operationId: 'limitQuota',
      tag,
      summary:
        'Limit the minutes an organization may have in a month, or lift the limit; what it has stays, and counts',
      params: OneOrganization,
      body: QuotaLimited,
      responses,
      problems: { ...problems, ...staffProblems },
      handle: limit,
    }),
    route({
      method: 'get',
      path: '/api/organizations/{id}/quota',
      operationId: 'readQuota',
      tag,
      summary: 'The minutes an organization may have in a month, and what it has, month by month',
      params: OneOrganization,
      query: MonthsQuery,
      responses,
      problems: { ...problems, 'too-many-months': 422 },
      async handle({ params: { id }, query }): Promise<Reply> {
        if (!(await isKnown(id))) return unknown();
        const months = monthsOf(query, clock.now());
        // Without `from` it counts from this month, which a schema does not know.
        if (!months) return fieldProblem(422, 'too-many-months', 'to', `at most ${MONTHS_MAX} months`);
        return { status: 200, body: await quotaOf(coordinator, id, months) };
      },
    }),
  ];
}
