import { importText, type Names, reasonInWords } from '@huitang/wording';
import { namesOf, resourcesIn } from '../names.ts';
import type { SchedulingViews } from '../views.ts';
import type { CarriedRow, RowResult } from './report.ts';

function textOf({ code, reasons: [cause] = [] }: CarriedRow, names: Names): Pick<RowResult, 'text'> {
  if (code === undefined) return {};
  // Where room-allocation has refused, the code is that of its first reason.
  return { text: importText(code) ?? reasonInWords(cause ?? { code }, names).text };
}

/** What became of a row with its code, and every reason there is, as a sentence in both languages. */
export async function inWords(views: SchedulingViews, row: CarriedRow): Promise<RowResult> {
  const { reasons, ...result } = row;
  const names = await namesOf(views, {}, resourcesIn(reasons ?? []));
  return {
    ...result,
    ...textOf(row, names),
    ...(reasons && { reasons: reasons.map((reason) => reasonInWords(reason, names)) }),
  };
}
