import { type ActivityEvent, type KnownActivity, knownAfter } from '../../src/domain/known-activity.ts';
import { openedCenter as knownCenter } from '../../src/domain/known-center.ts';
import type { MessageName } from '../../src/domain/message.ts';
import type { Facts } from '../../src/letter/facts.ts';
import {
  announced,
  cancelled,
  claim,
  confirmed,
  declined,
  deferred,
  displaced,
  moved,
  openedCenter,
  proposed,
  revisionDeclined,
  unplaced,
} from '../given.ts';

const proposal: ActivityEvent = { type: 'ActivityProposed', data: proposed() };
const revision: ActivityEvent = {
  type: 'ActivityRevised',
  data: proposed({ revision: 2 }, { starts: ['2026-07-03T14:00:00Z'], durationMinutes: 180 }),
};
const confirmation: ActivityEvent = { type: 'ActivityConfirmed', data: confirmed() };
/** Over midnight in Shanghai, in another room, at another time than the preferred one. */
const change: ActivityEvent = {
  type: 'ActivityConfirmed',
  data: confirmed({
    revision: 2,
    start: '2026-07-03T14:00:00Z',
    end: '2026-07-03T17:00:00Z',
    claims: [claim('tianping-studio', 'room')],
    reasons: [
      { code: 'moved-start', values: { minutes: -90 } },
      { code: 'taken', resourceId: 'tianping-hall' },
    ],
    programme: [],
    setupMinutes: 0,
  }),
};

const offered = ['2026-07-02T01:00:00Z', '2026-07-02T02:00:00Z', '2026-07-02T04:30:00Z'];
const tentative = { announced: false, announcesAt: '2026-06-30T01:00:00Z', mayStart: offered };
const tentatively: ActivityEvent = { type: 'ActivityConfirmed', data: confirmed(tentative) };
/** Later the same morning, in another room. */
const moveMade: ActivityEvent = {
  type: 'ActivityMoved',
  data: moved({
    ...tentative,
    start: '2026-07-02T02:00:00Z',
    end: '2026-07-02T03:15:00Z',
    claims: [claim('tianping-studio', 'room')],
    reasons: [{ code: 'moved-start', values: { minutes: 60 } }],
  }),
};
const announcement: ActivityEvent = {
  type: 'ActivityAnnounced',
  data: announced({ start: '2026-07-02T02:00:00Z', end: '2026-07-02T03:15:00Z', displayRevision: 2 }),
};

const histories: Readonly<Record<MessageName, readonly ActivityEvent[]>> = {
  deferred: [proposal, { type: 'ActivityDeferred', data: deferred() }],
  confirmed: [proposal, confirmation],
  changed: [proposal, confirmation, revision, change],
  moved: [proposal, tentatively, moveMade],
  announced: [proposal, tentatively, moveMade, announcement],
  renamed: [proposal, confirmation],
  displaced: [proposal, confirmation, { type: 'ActivityDisplaced', data: displaced() }],
  unplaced: [proposal, confirmation, { type: 'ActivityUnplaced', data: unplaced() }],
  declined: [proposal, { type: 'ActivityDeclined', data: declined() }],
  'revision-declined': [
    proposal,
    confirmation,
    revision,
    { type: 'ActivityRevisionDeclined', data: revisionDeclined({ nearest: [] }) },
  ],
  cancelled: [proposal, confirmation, { type: 'ActivityCancelled', data: cancelled() }],
  reminder: [proposal, confirmation],
  'reminder-day': [proposal, confirmation],
  'reminder-hour': [proposal, confirmation],
  'not-seen': [proposal, confirmation, revision, change],
};

export function factsOf(events: readonly ActivityEvent[], language: 'zh' | 'en'): Facts {
  const activity = events.reduce<KnownActivity | undefined>(knownAfter, undefined);
  if (!activity) throw new Error('no events');
  const name = language === 'zh' ? '衡山居民区党支部' : 'Hengshan branch';
  return {
    activity,
    center: knownCenter(openedCenter()),
    recipient: { name, language },
    publicUrl: 'http://localhost:8080',
  };
}

const order = { by: 'manager-1', reason: '接待来访代表团' };
const orderedRevision: ActivityEvent = {
  type: 'ActivityRevised',
  data: proposed({ revision: 2, ordered: order }, { starts: ['2026-07-03T14:00:00Z'], durationMinutes: 180 }),
};

/** Changed by order of the staff. */
export const orderedFacts = (language: 'zh' | 'en'): Facts =>
  factsOf([proposal, confirmation, orderedRevision, change], language);

/** Waits for the answer of a round, to which it came late. */
export const lateFacts = (language: 'zh' | 'en'): Facts => {
  const late = deferred();
  return factsOf(
    [proposal, { type: 'ActivityDeferred', data: { ...late, round: { ...late.round, late: true } } }],
    language,
  );
};

/** Called off, which somebody's calendar has not heard of. */
export const goneFacts = (language: 'zh' | 'en'): Facts => factsOf(histories.cancelled, language);

/** Confirmed, with what may still become of it. */
export const tentativeFacts = (language: 'zh' | 'en'): Facts => factsOf([proposal, tentatively], language);

export const sampleFacts = (message: MessageName, language: 'zh' | 'en'): Facts =>
  factsOf(histories[message], language);
