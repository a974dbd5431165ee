import { AllocationDisplaced } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { Activity } from '../src/domain/activity.ts';
import type { ActivityEvent, Details } from '../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../src/domain/decide.ts';
import { ActivityDocument, activityDocument } from '../src/representation.ts';
import { activityId, details, given, grant, refusal } from './domain/samples.ts';

const noNames = () => undefined;
const NOW = '2026-06-01T00:00:00Z';

/** The activity after these commands. */
function after(...commands: ActivityCommand[]): Activity {
  const events: ActivityEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, given(...events));
    if (!decision.ok) throw new Error(decision.refusal.code);
    events.push(...decision.events);
  }
  const state = given(...events);
  if (!state) throw new Error('nothing was proposed');
  return state;
}

const first = details({ programme: [{ title: { zh: '宣誓', en: 'The oath' }, minutes: 10 }] });
const change: Partial<Details> = {
  title: '八月重温誓词',
  audience: 'private',
  headcount: 99,
  kind: { id: 'delegation-visit' as Details['kind']['id'], name: { zh: '参访接待', en: 'Delegation visit' } },
  programme: [],
};

const propose: ActivityCommand = { type: 'ProposeActivity', activityId, details: first };
const revise: ActivityCommand = { type: 'ReviseActivity', details: details(change) };
const take = (revision: number): ActivityCommand => ({ type: 'TakeGrant', grant: grant(revision), now: NOW });
const decline: ActivityCommand = { type: 'TakeRefusal', refusal: refusal(2) };
const cancel: ActivityCommand = { type: 'CancelActivity', now: NOW };

const { title, audience, headcount, kind, programme } = first;
const standing = { revision: 1, title, audience, headcount, kind, programme };

describe('the document of an activity', () => {
  test('is what its schema says', () => {
    const documents = [after(propose), after(propose, take(1)), after(propose, take(1), revise, decline)];
    for (const document of documents.map((one) => activityDocument(one, noNames)))
      expect(ActivityDocument.parse(document)).toEqual(document);
  });

  test('has no allocation before there is one', () => {
    expect(activityDocument(after(propose), noNames)).not.toHaveProperty('allocation');
  });

  test.each([
    ['is pending', [revise]],
    ['was declined', [revise, decline]],
    ['was pending when it was cancelled', [revise, cancel]],
  ])('tells beside the newest wish what stands, when a change %s', (_, commands) => {
    const document = activityDocument(after(propose, take(1), ...commands), noNames);
    expect(document).toMatchObject({ ...change, revision: 2 });
    expect(document.allocation).toMatchObject(standing);
  });

  test('has the change in its allocation once that is granted', () => {
    const document = activityDocument(after(propose, take(1), revise, take(2)), noNames);
    expect(document.allocation).toMatchObject({ ...change, revision: 2 });
  });
});

describe('the document of what is displaced', () => {
  const { start, end, claims } = grant(1);
  const because = { code: 'closed-for', values: { reason: '空调检修' } };
  const ordered = { by: 'manager-1', reason: '空调检修' };
  const displace = (held?: object): ActivityCommand => ({
    type: 'TakeDisplacement',
    displaced: AllocationDisplaced.parse({
      ...{ activityId, revision: 1, centerId: 'tianping', centerVersion: 1, allocationVersion: 2 },
      ...{ from: { start, end, claims }, because, ordered, nearest: [], held },
    }),
    now: NOW,
  });
  const held = {
    ...grant(1),
    ...{ start: '2026-07-01T06:00:00Z', end: '2026-07-01T06:30:00Z', movedMinutes: 300, wastedSeats: 0 },
  };

  test('says what it had, why, who ordered it and until when it is answered, and stops saying so then', () => {
    const document = activityDocument(after(propose, take(1), displace(held)), noNames);
    expect(ActivityDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      ...{ status: 'confirmed', announced: false, pinned: true, allocation: { start: held.start } },
      displaced: { because, ordered, before: { start, end }, nearest: [], acceptBy: document.announcesAt },
    });
    for (const answer of [{ type: 'AnnounceActivity', now: NOW } as const, cancel])
      expect(activityDocument(after(propose, take(1), displace(held), answer), noNames)).not.toHaveProperty(
        'displaced',
      );
  });

  test('with nothing held is declined for the same reason', () => {
    const document = activityDocument(after(propose, take(1), displace()), noNames);
    expect(ActivityDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({ status: 'declined', declined: { revision: 1, reasons: [because] } });
    for (const field of ['allocation', 'displaced', 'announcesAt']) expect(document).not.toHaveProperty(field);
  });
});
