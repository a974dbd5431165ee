import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { confirmed, idOf, moved, revisionDeclined } from '../given.ts';
import { postOf, startWorld, type World } from '../world.ts';

let world: World;
const readers: AbortController[] = [];

beforeEach(async () => {
  world = await startWorld();
  await world.request('PUT', '/api/organizations/hengshan-branch/channels', { channels: [{ channel: 'inbox' }] });
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.abort();
  await world.end();
});

async function tell(number: number): Promise<void> {
  await world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number) }));
  await world.post();
}

interface Page {
  readonly items: readonly { number: number; activityId: string; subject: string; isRead: boolean }[];
  readonly unread: number;
  readonly cursor?: number;
}

const inbox = async (query = ''): Promise<Page> =>
  (await world.request('GET', `/api/inbox?organization=hengshan-branch${query}`)).json as Page;

const read = (change: object) =>
  world.request('POST', '/api/inbox/read', { organization: 'hengshan-branch', ...change });

interface Told {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: { number?: number; unread?: number };
}

const field = (frame: string, name: string): string | undefined =>
  frame
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2);

/** Follows the inbox as a browser would; `next` brings the events one by one. */
async function follow(lastEventId?: string): Promise<{ next(): Promise<Told>; end(): Promise<boolean> }> {
  const left = new AbortController();
  readers.push(left);
  const response = await fetch(`${world.host.address}/api/inbox/events?organization=hengshan-branch`, {
    signal: left.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  expect(response.status).toBe(200);
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function more(): Promise<boolean> {
    const { done, value } = (await body?.read()) ?? { done: true, value: '' };
    text += value ?? '';
    return !done;
  }
  return {
    async next() {
      for (;;) {
        const [frame = '', ...rest] = text.split('\n\n');
        if (rest.length === 0) {
          if (!(await more())) throw new Error('the events are over');
        } else {
          text = rest.join('\n\n');
          const data = field(frame, 'data');
          if (data) return { id: field(frame, 'id'), event: field(frame, 'event'), data: JSON.parse(data) };
        }
      }
    },
    async end() {
      while (await more());
      return true;
    },
  };
}

describe('an inbox', () => {
  test('has what its organization was told, the newest first, with how much is unread', async () => {
    await tell(1);
    await tell(2);
    expect(await inbox()).toEqual({
      unread: 2,
      items: [2, 1].map((number) =>
        expect.objectContaining({
          number,
          activityId: idOf(number),
          message: 'confirmed',
          subject: '【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00',
          lines: expect.arrayContaining(['场地：宣誓厅']),
          url: `http://localhost:8080/activities/${idOf(number)}`,
          isRead: false,
        }),
      ),
    });
    expect(world.mailer.taken).toEqual([]);
  });

  test('is read page by page', async () => {
    for (const number of [1, 2, 3]) await tell(number);
    const first = await inbox('&limit=2');
    const second = await inbox(`&limit=2&cursor=${first.cursor}`);
    expect([first, second].map(({ items }) => items.map(({ number }) => number))).toEqual([[3, 2], [1]]);
    expect(second.cursor).toBeUndefined();
  });

  test('counts as read what it is told to, once for each request', async () => {
    for (const number of [1, 2, 3]) await tell(number);
    expect(await read({ numbers: [2] })).toMatchObject({ status: 200, json: { unread: 2 } });
    expect(await read({ numbers: [2] })).toMatchObject({ status: 200, json: { unread: 2 } });
    expect(await read({ upTo: 3 })).toMatchObject({ status: 200, json: { unread: 0 } });
    expect((await inbox()).items.every(({ isRead }) => isRead)).toBe(true);
  });

  test('counts nothing as read that has come since all of it was, when the same is asked for once more', async () => {
    const upTo = (key: string) =>
      world.request(
        'POST',
        '/api/inbox/read',
        { organization: 'hengshan-branch', upTo: 9 },
        { 'idempotency-key': key },
      );
    await tell(1);
    for (const key of ['all', 'all-again']) expect(await upTo(key)).toMatchObject({ status: 200, json: { unread: 0 } });
    await tell(2);
    for (const key of ['all', 'all-again']) expect(await upTo(key)).toMatchObject({ status: 200, json: { unread: 1 } });
    expect(await upTo('later')).toMatchObject({ status: 200, json: { unread: 0 } });
  });

  test.each([
    ['nothing', {}, 'upTo'],
    ['both', { upTo: 1, numbers: [1] }, 'upTo'],
    ['no number', { numbers: ['1'] }, 'numbers[0]'],
    ['an operator', { upTo: { $gt: 0 } }, 'upTo'],
  ])('refuses to count %s as read', async (_, change, wrong) => {
    expect(await read(change)).toMatchObject({ status: 422, json: { errors: [{ field: wrong }] } });
  });

  test('of an organization that nobody knows is a 404 each way', async () => {
    const answers = await Promise.all([
      world.request('GET', '/api/inbox?organization=nobody'),
      world.request('GET', '/api/inbox/events?organization=nobody'),
      world.request('POST', '/api/inbox/read', { organization: 'nobody', upTo: 1 }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 404,
        json: { code: 'unknown-organization', errors: [{ field: 'organization' }] },
      });
    }
  });
});

describe('who follows an inbox', () => {
  test('is told how much is unread, then each message as it comes, and what somebody else has read', async () => {
    await tell(1);
    const [one, other] = [await follow(), await follow()];
    for (const reader of [one, other])
      expect(await reader.next()).toEqual({ id: '1', event: 'unread', data: { unread: 1 } });
    await tell(2);
    for (const reader of [one, other]) {
      expect(await reader.next()).toMatchObject({ id: '2', event: 'message', data: { number: 2 } });
      expect(await reader.next()).toMatchObject({ id: '2', event: 'unread', data: { unread: 2 } });
    }
    await read({ upTo: 1 });
    expect(await one.next()).toMatchObject({ id: '3', event: 'unread', data: { unread: 1 } });
  });

  test('and comes back is told what was missed, none twice and none left out', async () => {
    for (const number of [1, 2, 3]) await tell(number);
    const reader = await follow('1');
    const told = [await reader.next(), await reader.next(), await reader.next()];
    expect(told.map(({ id, event }) => `${id} ${event}`)).toEqual(['2 message', '3 message', '3 unread']);
  });

  test('hears of what another process has written', async () => {
    const reader = await follow();
    await reader.next();
    await world.say(`activity/${idOf(1)}`, 'ActivityConfirmed', confirmed());
    // Not its own clock, which stands still: what others write is looked for by it.
    world.clock.pass(2_000);
    await postOf(world.instance());
    expect(await reader.next()).toMatchObject({ event: 'message', data: { number: 1 } });
  });

  test('with an id that is none, or of another life, reads anew or is refused', async () => {
    await tell(1);
    const reader = await follow('77');
    expect((await reader.next()).event).toBe('reset');
    expect(await reader.next()).toMatchObject({ id: '1', event: 'unread' });
    const refused = await world.request('GET', '/api/inbox/events?organization=hengshan-branch', undefined, {
      'last-event-id': 'x',
    });
    expect(refused).toMatchObject({ status: 400, json: { errors: [{ field: 'Last-Event-ID' }] } });
  });

  test('is let go when the host stops', async () => {
    const reader = await follow();
    await reader.next();
    await world.restart();
    expect(await reader.end()).toBe(true);
  });
});

test('a later word about the same activity is a message of its own', async () => {
  await tell(1);
  await world.say(`activity/${idOf(1)}`, 'ActivityMoved', moved());
  await world.post();
  expect((await inbox()).items.map(({ number }) => number)).toEqual([2, 1]);
});

test('what an organization is told lies in its own inbox, also when another has asked for the activity in vain meanwhile', async () => {
  const stream = `activity/${idOf(1)}` as const;
  await world.say(stream, 'ActivityConfirmed', confirmed());
  await world.say(
    stream,
    'ActivityRevisionDeclined',
    revisionDeclined({ revision: 2, organizationId: 'somebody-else' }),
  );
  await world.post();
  expect((await inbox()).items).toHaveLength(1);
});
