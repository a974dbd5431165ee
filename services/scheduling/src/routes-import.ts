import { CenterId, OrganizationId, TimeZone } from '@huitang/contracts';
import { type Call, fieldProblem, problem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { SchedulingContext } from './context.ts';
import { parseCsv } from './import/parse-csv.ts';
import { parseIcs } from './import/parse-ics.ts';
import type { ParsedFile } from './import/parsed-file.ts';
import { ReportLine } from './import/report.ts';
import { runImport } from './import/run-import.ts';
import { hearOf } from './known-center.ts';

const tag = 'Import';
const MEDIA = ['text/csv', 'text/calendar'] as const;

const ImportReport = z.object({
  rows: z.int(),
  outcomes: z.record(z.string(), z.int()),
  ignoredColumns: z.array(z.string()),
  report: z.array(ReportLine),
});

const ImportPreview = z.object({
  rooms: z.array(z.string()),
  ignoredColumns: z.array(z.string()),
  rows: z.array(z.unknown()),
});

const TextBody = z.string({ error: 'a CSV or iCalendar file' });

/** The media type decides the format; `text/csv` and `text/calendar` are all that is taken. */
const parse = (contentType: unknown, text: string, timeZone: string): ParsedFile =>
  String(contentType).toLowerCase().startsWith('text/calendar') ? parseIcs(text, { timeZone }) : parseCsv(text);

function brokenFile(parsed: Extract<ParsedFile, { ok: false }>): Reply {
  const { code, message, line } = parsed.refusal;
  return problem(422, code, `${line === undefined ? '' : `line ${line}: `}${message}`, {
    errors: [{ field: line === undefined ? 'body' : `line ${line}`, code, message }],
  });
}

interface ImportQuery {
  readonly center: CenterId;
  readonly organization: OrganizationId;
  readonly kind: string;
  readonly again: boolean;
}

function countsOf(report: readonly ReportLine[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of report) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

async function importFile(
  context: SchedulingContext,
  { query, body, headers, principal }: Call<undefined, ImportQuery, string>,
): Promise<Reply> {
  const { center: id, organization, again } = query;
  // Its rooms are found by the views, so these must have heard of the newest.
  const behind = await hearOf(context.platform, id);
  if (behind) return behind;
  const center = await context.views.centers.get(id);
  if (!center) return fieldProblem(422, 'unknown-center', 'center', 'the id of a center');
  if (!(await context.platform.vault.get(`organization/${organization}`))) {
    return fieldProblem(422, 'unknown-organization', 'organization', 'the id of an organization');
  }
  const kind = context.catalogue.kinds.get(query.kind);
  const parsed = parse(headers['content-type'], body, center.timeZone);
  if (!parsed.ok) return brokenFile(parsed);
  if (!kind) return fieldProblem(422, 'unknown-kind', 'kind', 'a kind of the catalogue');
  const target = { center: id, organization, kind, principal: principal.id, again };
  const report = await runImport(context, target, parsed.rows);
  const { ignoredColumns } = parsed;
  return { status: 200, body: { rows: report.length, outcomes: countsOf(report), ignoredColumns, report } };
}

function importRoute(context: SchedulingContext): Route {
  const kinds = [...context.catalogue.kinds.keys()];
  return route<undefined, ImportQuery, string>({
    method: 'post',
    path: '/api/import',
    operationId: 'importBookings',
    tag,
    summary:
      'Bookings from a CSV or iCalendar file, each in its own room at its own time; a line of report for every row',
    query: z.strictObject({
      center: CenterId,
      organization: OrganizationId,
      kind: z.enum(kinds, { error: `one of: ${kinds.join(', ')}` }).default('community-activity'),
      /** Rows that were refused before are asked about again; otherwise a second import changes nothing. */
      again: z
        .enum(['true', 'false'], { error: 'true or false' })
        .default('false')
        .transform((text) => text === 'true'),
    }),
    body: TextBody,
    textBody: MEDIA,
    responses: { 200: { description: 'what became of every row', schema: ImportReport } },
    problems: { 'unknown-center': 422, 'unknown-organization': 422, 'broken-file': 422, 'not-seen-yet': 503 },
    handle: (call) => importFile(context, call),
  });
}

/** Needs nothing of the platform: it reads the file and tells what it read. */
const previewRoute = (): Route =>
  route({
    method: 'post',
    path: '/api/import/preview',
    operationId: 'previewImport',
    tag,
    summary: 'What is in a CSV or iCalendar file, without changing anything: its rows and the rooms they name',
    query: z.strictObject({ timeZone: TimeZone.default('Asia/Shanghai') }),
    body: TextBody,
    textBody: MEDIA,
    responses: { 200: { description: 'the rows as read', schema: ImportPreview } },
    problems: { 'broken-file': 422 },
    async handle({ query, body, headers }): Promise<Reply> {
      const parsed = parse(headers['content-type'], body, query.timeZone);
      if (!parsed.ok) return brokenFile(parsed);
      const rooms = [...new Set(parsed.rows.flatMap(({ room }) => (room === undefined ? [] : [room])))].sort();
      return { status: 200, body: { rooms, ignoredColumns: parsed.ignoredColumns, rows: parsed.rows } };
    },
  });

export const importRoutes = (context: SchedulingContext): readonly Route[] => [importRoute(context), previewRoute()];
