import { Demanded, instantOf, minuteOf } from '@huitang/contracts';
import type { Unmet } from '../../src/demand/unmet.ts';

/** A wish of `branch-1` on Saturday 10:00 in Shanghai for 50 people who need a flag; refused since the hall was taken. */
export function unmet(change: Partial<Unmet> & { readonly wish?: Record<string, unknown> } = {}): Unmet {
  const { wish, ...row } = change;
  const start = row.start ?? minuteOf('2026-07-04T10:00:00+08:00');
  const demanded = Demanded.parse({
    organizationId: 'branch-1',
    kindId: 'induction-ceremony',
    starts: [instantOf(start)],
    durationMinutes: 60,
    headcount: 50,
    needs: [{ role: 'room', features: ['flag'] }],
    setupMinutes: 0,
    teardownMinutes: 0,
    ...wish,
  });
  return {
    center: 'tianping',
    asker: 'a1',
    revision: 1,
    outcome: 'refused',
    reasons: [{ code: 'taken', resourceId: 'tianping-hall' }],
    ...row,
    demanded,
    start,
  };
}

export const by = (asker: string, organizationId: string, change: Record<string, unknown> = {}): Unmet =>
  unmet({ asker, wish: { organizationId, ...change } });
