import { isRetriable, type Logger, messageOf } from '@huitang/runtime';
import type { SchedulingContext } from '../context.ts';
import type { ImportTarget } from './booking.ts';
import { carryRow, type Import } from './carry-row.ts';
import { inWords } from './in-words.ts';
import type { ImportRow } from './parsed-file.ts';
import type { CarriedRow, ReportLine } from './report.ts';
import { roomNamesOf } from './room-names.ts';

const ROWS_AT_ONCE = 32;

/**
 * What goes wrong with one row is said of that row: the others stand or are still carried out, and whoever gives the file
 * again is answered what became of each.
 */
async function carried(running: Import, logger: Logger, row: ImportRow): Promise<CarriedRow> {
  try {
    return await carryRow(running, row);
  } catch (error) {
    const code = isRetriable(error) ? 'not-possible-now' : 'internal-error';
    logger.error({ code, line: row.line, error: messageOf(error) }, 'a row of an import failed');
    return { outcome: 'failed', code };
  }
}

/**
 * Carries rows out, each an activity of its own, `ROWS_AT_ONCE` at a time, and tells what became of every one, in the
 * file's order. Safe to repeat: a row that stands as it was is `unchanged`, one that was refused is refused again without
 * being asked about, one that was edited is revised, one that is cancelled now is called off.
 */
export async function runImport(
  { platform, catalogue, views, activities }: SchedulingContext,
  target: ImportTarget,
  rows: readonly ImportRow[],
): Promise<readonly ReportLine[]> {
  const rooms = await roomNamesOf(views, target.center);
  const running: Import = { target, rooms, activities, catalogue, clock: platform.clock };
  const report: ReportLine[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < rows.length; index = next++) {
      const row = rows[index];
      if (!row) continue;
      const { line, uid, title, room } = row;
      const result = await inWords(views, await carried(running, platform.logger, row));
      report[index] = { line, uid, title, ...(room !== undefined && { room }), ...result };
    }
  };
  await Promise.all(Array.from({ length: ROWS_AT_ONCE }, worker));
  return report;
}
