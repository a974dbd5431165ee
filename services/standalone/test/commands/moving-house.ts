import type { Clock, Mailer } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import { z } from 'zod';
import { type Running, run } from '../../src/run.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

// Tomorrow at ten in Shanghai: no test runs over midnight, and for commands, which have the machine's clock, nothing
// has expired.
const startMs = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS + 2 * HOUR_MS;
const offsetMs = startMs - Date.now();

export interface House {
  readonly running: Running;
  /** The Message-IDs of all mails it sent, in order. */
  readonly mailed: readonly string[];
  /** Status and text, also where there is nothing. */
  get(path: string): Promise<string>;
  /** The body of the answer. */
  post(path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves when no mail is due. */
  allMailed(): Promise<void>;
}

const OPTIONS = {
  HUITANG_HOST: '127.0.0.1',
  HUITANG_UID_DOMAIN: 'test.example',
  HUITANG_PUBLIC_URL: 'https://hall.example.org',
  HUITANG_MAIL_FROM: 'Huitang <huitang@example.org>',
  HUITANG_LOG: 'silent',
  port: 0,
  empty: false,
} as const;

function clientOf(address: string): Pick<House, 'get' | 'post'> {
  let posts = 0;
  return {
    async get(path) {
      const answer = await fetch(address + path);
      return `${answer.status} ${await answer.text()}`;
    },
    async post(path, body) {
      posts += 1;
      const headers = {
        'content-type': 'application/json',
        prefer: 'wait=20',
        'idempotency-key': `post-${posts}`,
      };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(address + path, { method: 'POST', headers, ...sent });
      return z.record(z.string(), z.unknown()).parse(await answer.json());
    },
  };
}

/** The server on a data folder, under one address for all; `days` from tomorrow. */
export async function startHouse(dataDir: string, days = 0): Promise<House> {
  const mailed: string[] = [];
  const mailer: Mailer = {
    send: async ({ messageId }) => {
      mailed.push(messageId);
    },
  };
  const clock: Clock = { ...nodeClock(), now: () => Date.now() + offsetMs + days * DAY_MS };
  const running = await run({ ...OPTIONS, dataDir }, { clock, mailer });
  const announcements = running.platform.records.set('scheduling-announcements');
  const deliveries = running.platform.records.set('notification-deliveries');
  return {
    running,
    mailed,
    ...clientOf(running.address),
    async allMailed() {
      // What is due to be announced is, and told, before the mails about it are waited for.
      for (const timers of [announcements, deliveries]) {
        await running.host.idle();
        while ((await timers.due(clock.now(), 1)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** A full hour (UTC) of the day `days` from the houses' own, as an instant. */
export function instantIn(days: number, hour: number): string {
  const today = Math.floor(startMs / DAY_MS) * DAY_MS;
  return `${new Date(today + days * DAY_MS + hour * HOUR_MS).toISOString().slice(0, 19)}Z`;
}

const Items = z.object({ items: z.array(z.looseObject({ id: z.string(), url: z.string().optional() })) });

const itemsIn = (look: string) => Items.parse(JSON.parse(look.replace(/^200 /, ''))).items;

/** Everything people can look at, by its path: every public feed in both languages, lists, room use, activities. */
export async function looksOf({ get }: House): Promise<ReadonlyMap<string, string>> {
  const looks = new Map<string, string>();
  async function look(path: string): Promise<string> {
    const text = await get(path);
    looks.set(path, text);
    return text;
  }
  for (const { id } of itemsIn(await look('/api/centers'))) {
    for (const { url = '' } of itemsIn(await look(`/api/feeds?center=${id}`))) {
      for (const lang of ['zh', 'en']) await look(`${new URL(url).pathname}?lang=${lang}`);
    }
    await look(`/api/centers/${id}/use?from=${instantIn(0, 0)}&to=${instantIn(20, 0)}`);
  }
  for (const { id } of itemsIn(await look('/api/activities?limit=500'))) {
    for (const more of ['', '.ics', '/history', '/explanation', '/deliveries']) {
      await look(`/api/activities/${id}${more}`);
    }
  }
  await look('/api/organizations');
  return looks;
}
