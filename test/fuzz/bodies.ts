import { center, proposal, room } from '../support/centers.ts';
import { CENTER, hourIn, roundDate } from './world.ts';

const start = (index: number): string => hourIn(2 + (index % 150), 1 + (index % 22));

const full = (index: number) =>
  proposal(CENTER, start(index), {
    alternatives: [{ start: hourIn(20, 9) }, { earliest: hourIn(21, 1), latest: hourIn(21, 5) }],
    audience: 'members',
    needs: [
      { role: 'room', features: ['projector'], resourceId: `${CENTER}-hall` },
      { role: 'kit', resourceId: `${CENTER}-chairs`, count: 2 },
      { role: 'guide', skills: ['language:en'] },
      { role: 'stop', resourceId: `${CENTER}-stop`, offsetMinutes: 10, minutes: 10 },
    ],
    programme: [
      { title: { zh: '开场', en: 'Opening' }, minutes: 10, lead: 'host' },
      { title: '讨论', minutes: 20 },
    ],
  });

const walk = (index: number) =>
  proposal(CENTER, start(index), { kind: 'walking-class', routeId: 'red-chen-yi', durationMinutes: undefined });

const session = (index: number) => {
  const { durationMinutes: _, ...rest } = proposal(CENTER, start(index));
  return {
    ...rest,
    kind: 'educational-session',
    packageId: 'urban-development',
    preferredEnd: hourIn(2 + (index % 150), 2 + (index % 22)),
  };
};

const proposals = [(index: number) => proposal(CENTER, start(index)), full, walk, session];

const resources = [
  (index: number) => room({ id: `${CENTER}-room-${index % 20}`, features: ['stage'], setupMinutes: 5 }),
  () => ({ type: 'person', id: `${CENTER}-guide`, name: 'Guide', roles: ['guide'], skills: ['language:en'] }),
  () => ({ type: 'kit', id: `${CENTER}-chairs`, name: { zh: '椅子', en: 'Chairs' }, count: 40 }),
  () => ({ type: 'stop', id: `${CENTER}-stop`, name: 'Stop', groups: 2, headwayMinutes: 5 }),
];

/** A few centers and no more: every list of them is read whole. */
const newCenter = (index: number) =>
  center(`other-${index % 20}`, [{ id: `other-${index % 20}-hall` }], {
    formerNames: [{ name: '旧中心', until: '2019-01-01' }],
    geo: { latitude: 31.2, longitude: 121.4 },
    dayBoundaryMinutes: 300,
    facilities: [{ id: 'canteen', name: '食堂', hours: [[], [], [], [], [], [], []], note: '午餐' }],
  });

/** Open all day as before, so that proposals go on being granted. */
const hours = (index: number) => ({
  openingHours: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  holidays: { calendar: 'CN', spans: [{ from: 0, to: 1440 }] },
  specialDays: [{ date: `2027-03-${String(1 + (index % 28)).padStart(2, '0')}`, spans: [], note: '检修' }],
});

const organization = (index: number) => ({
  id: `branch-${index % 500}`,
  name: `第 ${index % 500} 支部`,
  email: `branch-${index % 500}@example.org`,
  language: 'zh',
});

const round = (index: number) => ({
  date: roundDate(index),
  closesAt: hourIn(150, index % 24),
  publishesAt: hourIn(160, index % 24),
  reason: '七一前后场地紧张',
});

/** Of somebody who is not in it: what is settled for nobody is taken. */
const adjustments = [
  () => ({ items: [] }),
  (index: number) => ({
    items: [
      { activityId: '00000000-0000-4000-8000-000000000000', leftOut: true, reason: '已办过两次' },
      {
        activityId: '00000000-0000-4000-8000-000000000001',
        start: hourIn(200 + (index % 100), 2),
        rooms: [`${CENTER}-hall`],
        reason: '名额有限',
      },
    ],
  }),
];
const reason = '接待来访代表团';

const elsewhere = (index: number) => ({ start: start(index), rooms: [`${CENTER}-studio`], reason });

const walkIn = (index: number) => ({
  ...{ room: `${CENTER}-studio`, minutes: 15 + (index % 60), headcount: 1 + (index % 20), kind: 'community-activity' },
  ...{ title: '临时使用', organization: 'branch', audience: 'members', reason },
});

/** Later than what is proposed, so that proposals go on being granted. */
const closure = (index: number) => ({
  center: CENTER,
  ...(index % 3 > 0 && { resources: [`${CENTER}-studio`] }),
  start: hourIn(160 + (index % 20), 1),
  end: hourIn(160 + (index % 20), 9),
  reason,
});

/** A phone of the organization that is there. */
const feedToken = (index: number) => ({ feed: { type: 'organization', id: 'branch' }, label: `手机 ${index}` });

/** An address that nobody is sent to. */
const webhook = (index: number) => ({ url: `https://example.org/hooks/${index}`, label: `网站 ${index}` });

/** None of those that would go out into the world. */
const channels = () => ({ channels: [{ channel: 'mail' }, { channel: 'inbox' }, { channel: 'webhook' }] });

/** Reminders far from the start, so that fewer mails are written. */
const preferences = [
  () => ({}),
  (index: number) => ({
    language: 'en',
    off: ['moved', 'reminder'],
    quietHours: { from: '21:30', to: `0${index % 10}:00` },
    digestAt: '12:00',
    reminderMinutes: [10_080 + (index % 100)],
    calendar: 'feed',
  }),
  () => ({ calendar: 'invitations' }),
];

type Body = (index: number) => unknown;

/** Valid bodies of every operation that takes JSON, by its id: what is thrown at it is one of these, damaged. */
export const bodies: Readonly<Record<string, readonly Body[]>> = {
  proposeActivity: proposals,
  reviseActivity: proposals,
  moveActivity: [elsewhere],
  overrideActivity: [elsewhere, () => ({ reason })],
  pinActivity: [() => ({ reason }), () => ({})],
  takeWalkIn: [walkIn],
  announceClosure: [closure],
  previewClosure: [closure],
  openCenter: [newCenter],
  addResource: resources,
  changeResource: [() => room({ id: `${CENTER}-studio`, capacity: 30 }), ...resources],
  renameCenter: [(index) => ({ name: `中心 ${index}` }), () => ({ name: { zh: '中心', en: 'Center' } })],
  changeHours: [hours],
  createOrganization: [organization],
  openRound: [round],
  adjustRound: adjustments,
  // Nobody else is open for certain, and so much is never used up: proposals go on being granted.
  changeNeighbours: [() => ({ neighbours: [] })],
  limitQuota: [(index) => ({ minutesPerMonth: 9_000_000 + index }), () => ({ minutesPerMonth: null })],
  createFeedToken: [feedToken],
  createWebhook: [webhook],
  rotateWebhookSecret: [(index) => ({ graceHours: index % 720 }), () => ({})],
  chooseChannels: [channels],
  changePreferences: preferences,
  markInboxRead: [
    (index) => ({ organization: 'branch', upTo: 1 + index }),
    (index) => ({ organization: 'branch', numbers: [1 + index] }),
  ],
  rotateFeedToken: [(index) => ({ graceHours: index % 720 }), () => ({})],
};
