import { expect, test } from '@jest/globals';
import { inWords } from '../../src/import/in-words.ts';
import type { RowError } from '../../src/import/parsed-file.ts';
import type { CarriedRow } from '../../src/import/report.ts';
import type { SchedulingViews } from '../../src/views.ts';

const hall = {
  id: 'tianping-hall',
  center: 'tianping',
  type: 'room',
  names: ['天平会堂', 'Tianping Hall'],
  features: [],
};
// Of the views only this is asked.
const views = {
  resources: { get: async (id: string) => (id === hall.id ? hall : undefined) },
} as unknown as SchedulingViews;

const told = (row: CarriedRow) => inWords(views, row);

const rowCodes: Readonly<Record<RowError['code'], true>> = {
  missing: true,
  invalid: true,
  'too-long': true,
  'no-zone': true,
  'unknown-zone': true,
  'ends-before-start': true,
  'zero-length': true,
  'repeated-id': true,
  'recurring-not-taken': true,
};
const bookingCodes = ['unknown-room', 'ambiguous-room', 'unknown-kind'];
const activityCodes = [
  'ordered-since',
  'never-imported',
  'answer-pending',
  'already-cancelled',
  'other-center',
  'not-possible-now',
  'internal-error',
  'refused',
];

test.each([...Object.keys(rowCodes), ...bookingCodes, ...activityCodes])(
  '%s is told as a sentence in both languages',
  async (code) => {
    const { text } = await told({ outcome: 'refused', code });
    expect(text?.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(text?.en).toMatch(/^[A-Z].*\.$/);
    // Words of its own, and not the code with spaces.
    expect(text?.en.toLowerCase()).not.toBe(`${code.replaceAll('-', ' ')}.`);
  },
);

test('what room-allocation has refused is told by its first reason, and every reason with the names of its resources', async () => {
  const reasons = [{ code: 'taken', resourceId: 'tianping-hall' }, { code: 'closed' }];
  expect(await told({ outcome: 'refused', code: 'taken', reasons })).toMatchObject({
    code: 'taken',
    text: { en: 'Tianping Hall: taken at that time.', zh: '天平会堂：该时段已被占用。' },
    reasons: [
      { text: { en: 'Tianping Hall: taken at that time.' } },
      { text: { zh: expect.stringContaining('开放') } },
    ],
  });
});

test('what stands needs no words', async () => {
  expect(await told({ outcome: 'confirmed' })).toEqual({ outcome: 'confirmed' });
});
