import { CenterId, OrganizationId, TimeZone } from '@huitang/contracts';
import { fieldProblem, type Platform, problem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { Catalogue } from './catalogue/catalogue.ts';
import { parseCsv } from './import/parse-csv.ts';
import { parseIcs } from './import/parse-ics.ts';
import type { ParsedFile } from './import/parsed-file.ts';
import { runImport } from './import/run-import.ts';
import type { Activities } from './reactions.ts';
import type { SchedulingViews } from './views.ts';

const tag = 'Import';
const MEDIA = ['text/csv', 'text/calendar'] as const;

const ReportLineShape = z.object({
  line: z.int(),
  uid: z.string(),
  title: z.string(),
  room: z.string().optional(),
  outcome: z.enum(['confirmed', 'changed', 'unchanged', 'refused', 'skipped', 'pending']),
  activityId: z.string().optional(),
  code: z.string().optional(),
  field: z.string().optional(),
  message: z.string().optional(),
  reasons: z.array(z.unknown()).optional(),
});

/** The media type decides the format; `text/csv` and `text/calendar` are all that is taken. */
const parse = (contentType: unknown, text: string, timeZone: string): ParsedFile =>
  String(contentType).startsWith('text/calendar') ? parseIcs(text, { timeZone }) : parseCsv(text);

function brokenFile(parsed: Extract<ParsedFile, { ok: false }>): Reply {
  const { code, message, line } = parsed.refusal;
  return problem(422, code, `${line === undefined ? '' : `line ${line}: `}${message}`, {
    errors: [{ field: line === undefined ? 'body' : `line ${line}`, code, message }],
  });
}

export interface ImportContext {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly views: SchedulingViews;
  readonly activities: Activities;
}

export function importRoutes(context: ImportContext): readonly Route[] {
  const kinds = [...context.catalogue.kinds.keys()];
  const ImportQuery = z.strictObject({
    center: CenterId,
    organization: OrganizationId,
    kind: z.enum(kinds, { error: `one of: ${kinds.join(', ')}` }).default('community-activity'),
  });

  const run = route({
    method: 'post',
    path: '/api/import',
    operationId: 'importBookings',
    tag,
    summary:
      'Bookings from a CSV or iCalendar file, each in its own room at its own time; a line of report for every row',
    query: ImportQuery,
    body: z.string({ error: 'a CSV or iCalendar file' }),
    textBody: MEDIA,
    responses: {
      200: {
        description: 'what became of every row',
        schema: z.object({
          rows: z.int(),
          outcomes: z.record(z.string(), z.int()),
          ignoredColumns: z.array(z.string()),
          report: z.array(ReportLineShape),
        }),
      },
    },
    problems: { 'unknown-center': 422, 'unknown-organization': 422, 'broken-file': 422 },
    async handle({ query, body, headers, principal }): Promise<Reply> {
      const { center: id, organization } = query;
      const center = await context.views.centers.get(id);
      if (!center) return fieldProblem(422, 'unknown-center', 'center', 'the id of a center');
      if (!(await context.platform.vault.get(`organization/${organization}`))) {
        return fieldProblem(422, 'unknown-organization', 'organization', 'the id of an organization');
      }
      const kind = context.catalogue.kinds.get(query.kind);
      const parsed = parse(headers['content-type'], body, center.timeZone);
      if (!parsed.ok) return brokenFile(parsed);
      if (!kind) return fieldProblem(422, 'unknown-kind', 'kind', 'a kind of the catalogue');
      const report = await runImport(context, { center: id, organization, kind, principal: principal.id }, parsed.rows);
      const outcomes: Record<string, number> = {};
      for (const { outcome } of report) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      return { status: 200, body: { rows: report.length, outcomes, ignoredColumns: parsed.ignoredColumns, report } };
    },
  });

  const preview = route({
    method: 'post',
    path: '/api/import/preview',
    operationId: 'previewImport',
    tag,
    summary: 'What is in a CSV or iCalendar file, without changing anything: its rows and the rooms they name',
    query: z.strictObject({ timeZone: TimeZone.default('Asia/Shanghai') }),
    body: z.string({ error: 'a CSV or iCalendar file' }),
    textBody: MEDIA,
    responses: {
      200: {
        description: 'the rows as read',
        schema: z.object({
          rooms: z.array(z.string()),
          ignoredColumns: z.array(z.string()),
          rows: z.array(z.unknown()),
        }),
      },
    },
    problems: { 'broken-file': 422 },
    async handle({ query, body, headers }): Promise<Reply> {
      const parsed = parse(headers['content-type'], body, query.timeZone);
      if (!parsed.ok) return brokenFile(parsed);
      const rooms = [...new Set(parsed.rows.flatMap(({ room }) => (room === undefined ? [] : [room])))].sort();
      return { status: 200, body: { rooms, ignoredColumns: parsed.ignoredColumns, rows: parsed.rows } };
    },
  });
  return [run, preview];
}
