import { CenterProfile } from '@huitang/contracts';
import { codeOf, type Platform, startHost } from '@huitang/runtime';
import { DateTime } from 'luxon';
import type { Api } from './api/api.ts';
import { hostedApi } from './api/hosted-api.ts';
import { demoCenters, demoOrganizations, demoWeek } from './demo/index.ts';
import { services } from './services.ts';

const ZONE = 'Asia/Shanghai';
const WEEK_DAYS = 7;
const AT_ONCE = 16;

interface Seeded {
  readonly throughDate: string;
}

/** Posts a piece of the demo; what is not taken is only warned about, because the rest is a demo too. */
async function post(api: Api, { logger }: Platform, path: string, key: string, body: unknown): Promise<void> {
  const answer = await api.call({ method: 'post', path, body, key });
  if (answer.status >= 400)
    logger.warn({ path, key, status: answer.status, code: codeOf(answer.body) }, 'demo data not taken');
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
  const api = hostedApi(platform, host);
  for (const { id, ...organization } of demoOrganizations()) {
    await post(api, platform, '/api/organizations', `demo/${id}`, { id, ...organization });
  }
  for (const center of demoCenters())
    await post(api, platform, '/api/centers', `demo/${center.id}`, CenterProfile.parse(center));
  await host.idle();
  await inTurns(demoWeek(date), (proposal, index) =>
    post(api, platform, '/api/activities', `demo/${date}/${index}`, proposal),
  );
  await host.idle();
  await host.stop();
  await record.put('week', { throughDate: today.plus({ days: WEEK_DAYS - 1 }).toISODate() ?? date });
  return true;
}
