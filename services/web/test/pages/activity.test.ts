import { describe, expect, test } from '@jest/globals';
import { answer, center, idOf, standing } from '../given.ts';
import { faultsOf, textOf } from '../well-formed.ts';
import { world } from '../world.ts';

const PATH = `/activities/${idOf(1)}`;
const TITLE = '衡山支部重温入党誓词';

const page = (changes: Parameters<typeof answer>[1] = {}, lang = 'en') =>
  world({ activities: [answer(1, changes)] }).get(`${PATH}?lang=${lang}`);

describe.each(['zh', 'en'])('an activity’s page in %s', (lang) => {
  test.each(['proposed', 'confirmed', 'declined', 'cancelled'] as const)(
    'is well formed when it is %s',
    async (status) => {
      const { body, status: code } = await page({ status }, lang);
      expect([code, faultsOf(body)]).toEqual([200, []]);
    },
  );
});

test('says what, when, where, and who leads each step', async () => {
  const text = textOf((await page()).body);
  for (const wanted of [TITLE, 'Wednesday 1 July 2026', '09:00–10:00', 'local time (Asia/Shanghai)'])
    expect(text).toContain(wanted);
  for (const wanted of ['Tianping Hall', 'Tianping Center', 'Jianguo Road (W), Shanghai', 'about 38 people'])
    expect(text).toContain(wanted);
  expect(text).toContain('Song 5 min · host');
  expect(text).not.toContain('Guide A');
});

describe('one that waits in the round of a day', () => {
  const round = { date: '2026-07-01', publishesAt: '2026-06-24T04:00:00Z' };
  const waiting = { status: 'proposed', awaitsAnswer: true, allocation: undefined } as const;

  test('says of which day, and until when it is answered', async () => {
    const said = textOf((await page({ ...waiting, round })).body);
    expect(said).toContain(
      'Many ask for Wednesday 1 July: all wishes for it are answered together, on Wednesday 24 June at 12:00 at the latest.',
    );
    expect(textOf((await page({ ...waiting, round }, 'zh')).body)).toContain('最晚于6月24日 星期三 12:00答复');
  });

  test('and came late says that it is answered after the others', async () => {
    const said = textOf((await page({ ...waiting, round: { ...round, late: true } })).body);
    expect(said).toContain('this wish came after the others were collected');
  });

  test('and has a place meanwhile says that this stands', async () => {
    const said = textOf((await page({ status: 'confirmed', awaitsAnswer: true, round })).body);
    expect(said).toContain('Until it is answered, this stands. Many ask for');
  });
});

test('links to the map, the calendar file and the feed', async () => {
  const { body } = await page();
  for (const link of [
    'geo:31.2035,121.4445',
    `/api${PATH}.ics?lang=en`,
    `webcal://localhost:8080/feeds${PATH}.ics?lang=en`,
  ]) {
    expect(body).toContain(`href="${link}"`);
  }
});

test('times are those of the center, on the day its clocks change too', async () => {
  const night = standing({ start: '2026-10-24T23:30:00Z', end: '2026-10-25T01:30:00Z', claims: [] });
  const w = world({
    centers: [center({ timeZone: 'Europe/Berlin' })],
    activities: [answer(1, { allocation: night })],
  });
  expect(textOf((await w.get(`${PATH}?lang=en`)).body)).toContain('Sunday 25 October 2026 01:30–02:30');
});

test('one over midnight says that it ends on the next day', async () => {
  const late = standing({ start: '2026-07-01T15:30:00Z', end: '2026-07-01T17:30:00Z', claims: [] });
  expect(textOf((await page({ allocation: late }, 'zh')).body)).toContain('23:30–次日 01:30');
});

test('one that ends at midnight ends on its own day', async () => {
  const late = standing({ start: '2026-07-01T14:00:00Z', end: '2026-07-01T16:00:00Z', claims: [] });
  expect(textOf((await page({ allocation: late })).body)).toContain('22:00–24:00 local time');
});

test('one over several days shows both dates', async () => {
  const long = standing({ start: '2026-07-01T01:00:00Z', end: '2026-07-04T09:00:00Z', claims: [] });
  expect(textOf((await page({ allocation: long })).body)).toContain('1 Jul 09:00 – 4 Jul 17:00');
});

describe('what it may say', () => {
  test('a members-only one is called by its kind, without programme and size', async () => {
    const text = textOf((await page({ audience: 'members' })).body);
    expect(text).toContain('Oath renewal');
    for (const hidden of [TITLE, 'Song', '38 people']) expect(text).not.toContain(hidden);
  });

  test('a private one only says that the place is taken', async () => {
    const { body } = await page({ audience: 'private' });
    const text = textOf(body);
    expect(text).toContain('This place is taken');
    expect(text).toContain('Tianping Hall');
    for (const hidden of [TITLE, 'Oath renewal', 'Song', '38 people', '.ics']) expect(body).not.toContain(hidden);
  });

  test('a private one that was cancelled is not there', async () => {
    expect((await page({ audience: 'private', status: 'cancelled' })).status).toBe(404);
  });

  test('a members-only one that was cancelled is called by its kind and has a calendar', async () => {
    const { status, body } = await page({ audience: 'members', status: 'cancelled' });
    expect([status, textOf(body).includes('Oath renewal Cancelled')]).toEqual([200, true]);
    expect(body).toContain('.ics');
    for (const hidden of [TITLE, 'Song', '38 people']) expect(body).not.toContain(hidden);
  });

  test.each(['private', 'members'] as const)(
    'one that stood as %s, was to become public and was cancelled shows no more than it did',
    async (audience) => {
      const change = { title: '变更的标题', audience: 'public', status: 'cancelled' } as const;
      const { status, body } = await page({ ...change, allocation: standing({ audience }) });
      expect(status).toBe(audience === 'private' ? 404 : 200);
      for (const hidden of ['变更', TITLE, '38 people', 'Song']) expect(body).not.toContain(hidden);
    },
  );
});

describe('its state', () => {
  test('a cancelled one says so and strikes its time out', async () => {
    const { body } = await page({ status: 'cancelled' });
    expect(textOf(body)).toContain('Cancelled This activity does not take place');
    expect(body).toMatch(/<s><time/);
  });

  test('one cancelled before it was given a place has no calendar that could be asked for', async () => {
    const { status, body } = await page({ status: 'cancelled', allocation: undefined });
    expect([status, textOf(body).includes('Cancelled')]).toEqual([200, true]);
    expect(body).not.toContain('.ics');
  });

  test('a declined one says why and what could be had, and has no calendar', async () => {
    const nearest = {
      centerId: 'tianping',
      start: '2026-07-02T01:00:00Z',
      end: '2026-07-02T02:00:00Z',
      resourceIds: [],
      relaxed: [],
    };
    const text = { zh: '礼堂：该时段已被占用。', en: 'Hall: taken at that time.' };
    const reasons = [{ code: 'taken', resourceId: 'tianping-hall', text }, { code: 'never-heard-of' }];
    const declined = { reasons, nearest: [nearest] };
    const w = world({
      activities: [answer(1, { allocation: undefined, status: 'declined', declined })],
    });
    const { body } = await w.get(`${PATH}?lang=en`);
    for (const wanted of ['Declined', text.en, 'Never heard of.', 'Thursday 2 July 2026 09:00–10:00'])
      expect(textOf(body)).toContain(wanted);
    expect(body).not.toContain('.ics');
  });

  test.each([
    ['is being decided', { awaitsAnswer: true }],
    ['was refused', { declined: { reasons: [{ code: 'taken' }], nearest: [] } }],
  ])('one whose change %s tells what stands and nothing of the change', async (_, state) => {
    const kind = { id: 'oath-renewal', name: { zh: '变更的类型', en: 'Changed kind' } };
    const programme = [{ title: { zh: '变更的议程', en: 'Changed step' }, minutes: 1 }];
    const change = {
      title: '变更的标题',
      kind,
      headcount: 4711,
      programme,
      wishedStarts: ['2026-07-02T09:00:00+08:00'],
    };
    for (const audience of ['public', 'members', 'private'] as const) {
      const { body } = await page({ ...change, audience, ...state, allocation: standing() });
      const text = textOf(body);
      for (const stands of [TITLE, 'Oath renewal', 'about 38 people', 'Song', 'Wednesday 1 July 2026'])
        expect(text).toContain(stands);
      for (const wished of ['变更', 'Changed', '4711', '2 July']) expect(body).not.toContain(wished);
    }
  });

  test('one that a change would open to all stays masked as it stands', async () => {
    const change = { title: '变更的标题', audience: 'public', awaitsAnswer: true } as const;
    const members = await page({ ...change, allocation: standing({ audience: 'members' }) });
    const hidden = await page({ ...change, allocation: standing({ audience: 'private' }) });
    expect(textOf(members.body)).toContain('Oath renewal');
    expect(textOf(hidden.body)).toContain('This place is taken');
    for (const { body } of [members, hidden])
      for (const secret of ['变更', TITLE, '38 people', 'Song']) expect(body).not.toContain(secret);
  });

  test('one that is not announced says by when it is', async () => {
    const { body } = await page({ announced: false, announcesAt: '2026-06-24T01:00:00Z', allocation: standing() });
    expect(textOf(body)).toContain(
      'Time and room may still change; they are announced on Wednesday 24 June at the latest',
    );
    expect(textOf((await page({ allocation: standing() })).body)).not.toContain('may still change');
  });

  test('one that staff have put elsewhere says where it was, and until when it can be answered', async () => {
    const displaced = {
      because: { code: 'closed-for', values: { reason: '空调检修' } },
      before: { start: '2026-07-01T06:00:00Z', end: '2026-07-01T07:00:00Z' },
      acceptBy: '2026-06-28T01:00:00Z',
    };
    const held = { announced: false, announcesAt: displaced.acceptBy, displaced, allocation: standing() };
    const { body } = await page(held);
    const text = textOf(body);
    expect(text).toContain('Put elsewhere The center needs the place it had; this is held instead');
    expect(text).toContain('announced on Sunday 28 June at the latest');
    for (const time of ['When Wednesday 1 July 2026 09:00–10:00', 'Before Wednesday 1 July 2026 14:00–15:00'])
      expect(text).toContain(time);
    expect(text).not.toContain('may still change');
    expect(faultsOf(body)).toEqual([]);
    expect(textOf((await page({ ...held, awaitsAnswer: true })).body)).toContain('Until it is answered, this stands');
  });

  test('one whose place was taken away says so, and not that nothing suited', async () => {
    const declined = { reasons: [{ code: 'made-way-for-order', values: { reason: '接待' } }], nearest: [] };
    const w = world({ activities: [answer(1, { allocation: undefined, status: 'declined', declined })] });
    const text = textOf((await w.get(`${PATH}?lang=en`)).body);
    expect(text).toContain('The center needs the place it had, and nothing else suitable was free that day');
    expect(text).toContain('It made way by order of the center’s staff');
  });

  test('one whose change is being decided says that this stands', async () => {
    expect(textOf((await page({ awaitsAnswer: true })).body)).toContain('Until it is answered, this stands');
  });
});

test.each([idOf(99), 'nonsense', '%3Cscript%3E', `${idOf(1)}x`])(
  'the id %p gets a page that says there is none',
  async (id) => {
    const { status, body, contentType } = await world().get(`/activities/${id}`);
    expect([status, contentType]).toEqual([404, 'text/html; charset=utf-8']);
    expect(faultsOf(body)).toEqual([]);
  },
);

test('an id that nobody could have is not even asked for', async () => {
  const w = world();
  await w.get('/activities/nonsense');
  expect(w.asked).toEqual([]);
});
