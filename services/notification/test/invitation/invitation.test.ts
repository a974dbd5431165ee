import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { KnownCenter } from '../../src/domain/known-center.ts';
import { messageNames } from '../../src/domain/message.ts';
import { isInvitation } from '../../src/domain/preferences.ts';
import { oneLine } from '../../src/domain/text.ts';
import { eventFor } from '../../src/invitation/event.ts';
import { invitation, type Person, personIn } from '../../src/invitation/invitation.ts';
import { idOf } from '../given.ts';
import { sampleFacts } from '../letter/samples.ts';
import { readers } from './read.ts';

const home = { publicUrl: 'https://huitang.example', uidDomain: 'huitang.example' };
const organizer = personIn('会堂 Huitang <huitang@example.org>');
const branch: Person = { name: '衡山居民区党支部', address: 'hengshan-branch@example.org' };
const carriers = messageNames.filter((name) => isInvitation(name, { calendar: 'invitations' }));

type Facts = Pick<ReturnType<typeof sampleFacts>, 'activity' | 'center'>;

function invitationOf({ activity, center }: Facts, language: 'zh' | 'en' = 'zh', attendee = branch) {
  const event = eventFor(activity, center, language, home);
  if (!event) throw new Error('nothing to show');
  return invitation(event, organizer, attendee);
}

/** Compares with a file that somebody has read and approved. `HUITANG_WRITE_GOLDEN=1` writes it, to be read anew. */
function expectGolden(name: string, text: string): void {
  const file = new URL(`../golden/${name}`, import.meta.url);
  if (process.env.HUITANG_WRITE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(['zh', 'en'] as const)('an invitation in %s', (language) => {
  test.each(carriers)('with the %s mail is the one that was approved', (message) => {
    expectGolden(
      `invitation-${message}.${language}.ics`,
      invitationOf(sampleFacts(message, language), language).content,
    );
  });
});

describe.each(Object.keys(readers))('%s reads in an invitation', (reader) => {
  const read = (text: string) => readers[reader]?.(text) ?? [];

  test.each(carriers)('with the %s mail what it tells, to whom, and from whom', (message) => {
    const { method, content } = invitationOf(sampleFacts(message, 'zh'));
    const isOff = message === 'cancelled' || message === 'unplaced';
    const isTentative = message === 'moved' || message === 'displaced';
    expect(method).toBe(isOff ? 'CANCEL' : 'REQUEST');
    expect(read(content)).toMatchObject([
      {
        method,
        uid: `${idOf(1)}@huitang.example`,
        status: isOff ? 'CANCELLED' : isTentative ? 'TENTATIVE' : 'CONFIRMED',
        summary: `${isOff ? '【已取消】' : ''}新党员入党宣誓仪式`,
        organizer: 'mailto:huitang@example.org',
        attendees: ['mailto:hengshan-branch@example.org'],
      },
    ]);
  });

  test('the time and the place that stand', () => {
    expect(read(invitationOf(sampleFacts('announced', 'zh')).content)).toMatchObject([
      {
        start: '2026-07-02T02:00:00Z',
        end: '2026-07-02T03:15:00Z',
        location: '宣誓厅, 天平街道党群服务中心\n上海市徐汇区建国西路1号',
      },
    ]);
  });

  test.each([
    'CR\rLF\nCRLF\r\nNEL\u0085LS\u2028PS\u2029VT\u000bFF\u000cend',
    'NUL\u0000 and ESC\u001b[31m and DEL\u007f',
    'semi;colon,comma\\backslash\\nnot a break',
    'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nATTENDEE:mailto:evil@example.org',
    'BEGIN:VEVENT',
    '👩‍👩‍👧‍👦🇨🇳🏳️‍🌈 邻里节 🎉',
    '‏مرحبا بالعالم שלום עולם‏',
    'lone \ud800 surrogate \udfff',
    '"quoted" : ^n ^^ %0A',
    '会'.repeat(10_000),
  ])('%j as what it is, in the title, the room, the center, the programme and the name', (text) => {
    const both = { zh: text, en: text };
    const { activity, center } = sampleFacts('announced', 'zh');
    const { confirmed } = activity;
    if (!confirmed) throw new Error('not confirmed');
    const odd: KnownCenter = { ...center, name: both, address: both, resources: { 'tianping-hall': both } };
    const programme = [{ title: both, minutes: 5, lead: text }];
    const kind = { ...confirmed.kind, name: both };
    const told = { ...activity, confirmed: { ...confirmed, title: text, kind, programme } };
    const { content } = invitationOf({ activity: told, center: odd }, 'zh', { ...branch, name: text });
    const found = read(content);
    expect(found).toHaveLength(1);
    // It takes a backslash before an n for a line break.
    const line = reader === 'node-ical' ? oneLine(text).replaceAll('\\n', '\\\n') : oneLine(text);
    expect(found[0]?.summary).toBe(line);
    expect(found[0]?.location).toBe(`${line}, ${line}\n${line}`);
    expect(found[0]?.attendees).toEqual(['mailto:hengshan-branch@example.org']);
    expect(found[0]?.uid).toBe(`${idOf(1)}@huitang.example`);
    for (const physical of content.split('\r\n')) expect(Buffer.byteLength(physical)).toBeLessThanOrEqual(75);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are exactly what must not be there
    expect(content).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]|(?<!\r)\n|\r(?!\n)/);
  });
});

describe('an invitation', () => {
  const sequenceIn = (facts: Facts): number => Number(/^SEQUENCE:(\d+)\r$/m.exec(invitationOf(facts).content)?.[1]);

  test('has a SEQUENCE that rises with what is to be seen of the activity, and of its center', () => {
    const { activity, center } = sampleFacts('confirmed', 'zh');
    const before = sequenceIn({ activity, center });
    expect(sequenceIn(sampleFacts('cancelled', 'zh'))).toBe(before + 1);
    expect(sequenceIn({ activity, center: { ...center, displayRevision: center.displayRevision + 1 } })).toBe(
      before + 1,
    );
    expect(sequenceIn(sampleFacts('announced', 'zh'))).toBe(before + 2);
  });

  test('is the same bytes each time', () => {
    const facts = sampleFacts('confirmed', 'zh');
    expect(invitationOf(facts)).toEqual(invitationOf(facts));
  });

  test('is of nothing that never had a place', () => {
    for (const message of ['declined', 'deferred'] as const) {
      const { activity, center } = sampleFacts(message, 'zh');
      expect(eventFor(activity, center, 'zh', home)).toBeUndefined();
    }
  });
});

test.each([
  ['会堂 Huitang <huitang@example.org>', '会堂 Huitang', 'huitang@example.org'],
  ['"Huitang, all" <h@example.org>', 'Huitang, all', 'h@example.org'],
  ['huitang@example.org', '', 'huitang@example.org'],
  ['<huitang@example.org>', '', 'huitang@example.org'],
])('%s is a name and an address', (mailbox, name, address) => {
  expect(personIn(mailbox)).toEqual({ name, address });
});

test('an address cannot become another property or another address', () => {
  const { content } = invitationOf(sampleFacts('confirmed', 'zh'), 'zh', {
    name: 'x',
    address: "o'b+c?cc=evil@example.org\r\nATTENDEE:mailto:evil@example.org",
  });
  expect(content.match(/^ATTENDEE/gm)).toHaveLength(1);
  expect(content.replaceAll('\r\n ', '')).toContain(
    "mailto:o'b+c%3Fcc=evil@example.org%20ATTENDEE:mailto:evil@example.org\r\n",
  );
});
