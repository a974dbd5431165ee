import type { Client } from './client.ts';
import type { Places } from './places.ts';

const DAY_MS = 86_400_000;

const reason = '测试';

/** What no round may be opened with, or taken on: dates that are none or are over, times in the wrong order, no round at all. */
export async function roundNonsense({ ask, dice, newKey, now }: Client, places: Places): Promise<void> {
  const id = dice.pick(places.centerIds);
  const day = (days: number): string => new Date(now() + days * DAY_MS).toISOString().slice(0, 10);
  const time = (days: number): string => `${day(days)}T00:00:00Z`;
  const open = (body: unknown, of = id) => ask({ operationId: 'openRound', params: { id: of }, body, key: newKey() });
  const unopened = { params: { id, date: day(40) }, key: newKey() };
  await dice.pick([
    () => open({ date: '2026-02-30', closesAt: time(1), publishesAt: time(1), reason }),
    () => open({ date: day(-3), closesAt: time(-5), publishesAt: time(-4), reason }),
    () => open({ date: day(3), closesAt: time(-1), publishesAt: time(1), reason }),
    () => open({ date: day(3), closesAt: time(2), publishesAt: time(1), reason }),
    () => open({ date: day(2), closesAt: time(1), publishesAt: time(9), reason }),
    () => open({ date: day(3), closesAt: time(1), publishesAt: time(2), reason: '' }),
    () => open({ date: day(3), closesAt: time(1), publishesAt: time(2), reason }, 'no-such-center'),
    () => ask({ ...unopened, operationId: 'closeRound' }),
    () => ask({ ...unopened, operationId: 'publishRound' }),
    () => ask({ ...unopened, operationId: 'giveUpRound' }),
    () => ask({ ...unopened, operationId: 'adjustRound', body: { items: [{ activityId: 'x', leftOut: true }] } }),
  ])();
}
