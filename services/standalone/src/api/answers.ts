import { z } from 'zod';
import type { ApiAnswer } from './api.ts';

const ProblemBody = z.looseObject({ code: z.string(), detail: z.string() });
export type ProblemBody = z.infer<typeof ProblemBody>;

/** The API said no; `problem` says why. */
export class Refused extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(`${problem.detail} (${problem.code})`);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** The problem an answer tells of; undefined when all went well. */
export function problemOf({ status, body }: ApiAnswer): ProblemBody | undefined {
  if (status < 400) return undefined;
  const parsed = ProblemBody.safeParse(body);
  return parsed.success
    ? parsed.data
    : { code: 'no-huitang', detail: `an answer with status ${status} and no problem` };
}

/** What an answer says; throws `Refused` for a problem. */
export function read<T>(answer: ApiAnswer, schema: z.ZodType<T>): T {
  const problem = problemOf(answer);
  if (problem) throw new Refused(problem);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new Refused({ code: 'no-huitang', detail: `not the answer of this version: ${z.prettifyError(parsed.error)}` });
}

export const CenterAnswer = z.object({ timeZone: z.string() });

export const PreviewAnswer = z.object({
  rooms: z.array(z.string()),
  rows: z.array(
    z.object({
      line: z.int(),
      room: z.string().optional(),
      start: z.string().optional(),
      headcount: z.int().optional(),
    }),
  ),
});
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

export const ImportAnswer = z.looseObject({
  rows: z.int(),
  outcomes: z.record(z.string(), z.int()),
  ignoredColumns: z.array(z.string()),
  report: z.array(
    z.looseObject({
      line: z.int(),
      title: z.string(),
      room: z.string().optional(),
      outcome: z.string(),
      code: z.string().optional(),
      /** Absent from services of before it was told. */
      text: z.object({ en: z.string() }).optional(),
      message: z.string().optional(),
    }),
  ),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
