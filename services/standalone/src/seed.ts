import { CenterProfile } from '@huitang/contracts';
import { type Host, type Platform, type Reply, startHost } from '@huitang/runtime';
import { DateTime } from 'luxon';
import { demoCenters, demoOrganizations, demoWeek } from './demo/index.ts';
import { services } from './services.ts';

const ZONE = 'Asia/Shanghai';
const WEEK_DAYS = 7;
const AT_ONCE = 16;

interface Seeded {
  readonly throughDate: string;
}

/** Asks a hosted service as an HTTP client would, without the network. */
async function ask(host: Host, platform: Platform, operationId: string, key: string, body: unknown): Promise<Reply> {
  const route = host.services.flatMap(({ routes }) => routes).find(({ spec }) => spec.operationId === operationId);
  if (!route) throw new Error(`no operation ${operationId}`);
  const reply = await route.answer({
    params: {},
    query: {},
    body,
    headers: { 'idempotency-key': key },
    principal: { id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: 'zh' },
    key,
    logger: platform.logger,
  });
  if (reply.status >= 400) {
    platform.logger.warn({ operationId, key, status: reply.status, body: reply.body }, 'demo data not taken');
  }
  return reply;
}

async function inTurns<T>(items: readonly T[], task: (item: T, index: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map((item, at) => task(item, from + at)));
  }
}

/**
 * Fills the demo centers with one week of activities from today on: at the first start, and again when that week has
 * passed. It all happens as of this morning, so that today's table shows the whole day. True when it seeded.
 */
export async function seedDemo(platform: Platform): Promise<boolean> {
  const record = platform.records.set<Seeded>('standalone-demo');
  const today = DateTime.fromMillis(platform.clock.now(), { zone: ZONE }).startOf('day');
  const seeded = await record.get('week');
  const date = today.toISODate() ?? '';
  if (seeded && seeded.throughDate >= date) return false;
  const morning = today.toMillis();
  const offset = platform.clock.now() - morning;
  const clock = { ...platform.clock, now: () => platform.clock.now() - offset, after: platform.clock.after };
  const host = await startHost({ ...platform, clock, ticker: { every: () => async () => {} } }, services);
  for (const { id, ...organization } of demoOrganizations()) {
    await ask(host, platform, 'createOrganization', `demo/${id}`, { id, ...organization });
  }
  for (const center of demoCenters())
    await ask(host, platform, 'openCenter', `demo/${center.id}`, CenterProfile.parse(center));
  await host.idle();
  await inTurns(demoWeek(date), (proposal, index) =>
    ask(host, platform, 'proposeActivity', `demo/${date}/${index}`, proposal),
  );
  await host.idle();
  await host.stop();
  await record.put('week', { throughDate: today.plus({ days: WEEK_DAYS - 1 }).toISODate() ?? date });
  return true;
}
