import { Fault, type Host, type HttpClient, type Platform } from '@huitang/runtime';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import { run } from '@huitang/standalone';
import { openCenter, proposal } from '../support/centers.ts';
import { clientOf } from '../support/client.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { testClock } from '../support/installation.ts';
import { type KeptConnections, keptConnections } from '../support/kept-connections.ts';
import { startOptions } from '../support/standalone.ts';

const CONNECTIONS = 128;
/** Whatever waits, waits no longer: what is thrown at it should be refused or taken, not timed out. */
const LONGEST_WAIT_MS = 500;
/** More private feeds than any machine is asked for from here. */
const REQUESTS_A_MINUTE = 1_000_000;

export const CENTER = 'fuzz';

/** The standalone platform in this process, without mail, on an engine and a folder of its own. */
export interface FuzzWorld {
  readonly address: string;
  readonly platform: Platform;
  readonly host: Host;
  readonly connections: KeptConnections;
  /** Where whatever writes files may write them. */
  readonly folder: string;
  /** Activities that are there, for addresses. */
  readonly activities: readonly string[];
  /** An address of a private feed, by its id. */
  readonly feedToken: string;
  /** A webhook of the organization that is there, by its id. */
  readonly webhook: string;
  end(): Promise<void>;
}

const day = (days: number): string =>
  `${new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000).toISOString().slice(0, 11)}`;

/** An hour of a day so many days from now, as an instant. */
export const hourIn = (days: number, hour: number): string => `${day(days)}${String(hour).padStart(2, '0')}:00:00Z`;

/** Later than any proposal asks for: what is in a round waits. */
const FIRST_ROUND_DAYS = 200;

/** The date of a round, the first of many. */
export const roundDate = (index = 0): string => day(FIRST_ROUND_DAYS + (index % 100)).slice(0, 10);

/** What an activity can need beside a room. */
const extras = [
  { type: 'person', id: `${CENTER}-guide`, name: 'Guide', roles: ['guide'], skills: ['language:en'] },
  { type: 'kit', id: `${CENTER}-chairs`, name: { zh: '椅子', en: 'Chairs' }, count: 40 },
  { type: 'stop', id: `${CENTER}-stop`, name: 'Stop', groups: 2, headwayMinutes: 5 },
];

async function addExtras(address: string): Promise<void> {
  for (const resource of extras) {
    const { status, text } = await clientOf(address).post(`/api/centers/${CENTER}/resources`, resource);
    if (status !== 201) throw new Error(`not added: ${text}`);
  }
}

async function someActivities(address: string): Promise<readonly string[]> {
  const { post } = clientOf(address);
  const answers = await Promise.all(
    [2, 3, 4].map((days) => post('/api/activities', proposal(CENTER, hourIn(days, 9)), { prefer: 'wait=30' })),
  );
  return answers.map(({ json }) => String(json.id));
}

/** Reaches the API of this world, and nobody else. */
function homeBound(): HttpClient {
  const http = fetchHttpClient();
  const stays = new Fault('http-unreachable', 'nobody is asked out there', { retriable: true });
  return { request: (asked) => (asked.outside ? Promise.reject(stays) : http.request(asked)) };
}

async function someWebhook(address: string): Promise<string> {
  const body = { url: 'https://example.org/hook', label: '网站' };
  const { status, json, text } = await clientOf(address).post('/api/organizations/branch/webhooks', body);
  if (status !== 201) throw new Error(`no webhook: ${text}`);
  return String(json.id);
}

async function someFeedToken(address: string): Promise<string> {
  const body = { feed: { type: 'organization', id: 'branch' }, label: '办公室' };
  const { status, json, text } = await clientOf(address).post('/api/feeds/private', body);
  if (status !== 201) throw new Error(`no address of a feed: ${text}`);
  return String(json.id);
}

export async function startFuzzWorld(): Promise<FuzzWorld> {
  const dataDir = newFolder();
  const real = testClock();
  const clock = { ...real, after: (ms: number, task: () => void) => real.after(Math.min(ms, LONGEST_WAIT_MS), task) };
  const { address, platform, host, stop } = await run(
    startOptions({ dataDir, HUITANG_FEED_PER_ADDRESS: REQUESTS_A_MINUTE }),
    {
      clock,
      mailer: { send: async () => {} },
      http: homeBound(),
    },
  );
  const connections = keptConnections(address, CONNECTIONS);
  const rooms = [{ id: `${CENTER}-hall`, features: ['oath-wall', 'flag', 'projector'] }, { id: `${CENTER}-studio` }];
  await openCenter({ ...clientOf(address), idle: () => host.idle() }, CENTER, rooms);
  await addExtras(address);
  return {
    address,
    platform,
    host,
    connections,
    folder: dataDir,
    activities: await someActivities(address),
    feedToken: await someFeedToken(address),
    webhook: await someWebhook(address),
    async end() {
      connections.close();
      // The timers of this clock keep no process: what the end waits for would never come.
      const alive = setInterval(() => {}, LONGEST_WAIT_MS);
      await stop().finally(() => clearInterval(alive));
      removeFolder(dataDir);
    },
  };
}
