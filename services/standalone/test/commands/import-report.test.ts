import { expect, test } from '@jest/globals';
import type { ImportAnswer, PreviewAnswer } from '../../src/api/answers.ts';
import { isComplete, reportLines, sumLine } from '../../src/commands/import-report.ts';

const answer: ImportAnswer = {
  rows: 4,
  outcomes: { confirmed: 1, refused: 2, skipped: 1 },
  ignoredColumns: [],
  report: [
    { line: 2, outcome: 'confirmed', room: 'Saal 1', title: 'Bis Mitternacht' },
    {
      line: 9,
      outcome: 'refused',
      room: 'Saal 2',
      title: 'Mitten darin',
      code: 'taken',
      text: { en: 'Saal 2: taken.' },
    },
    { line: 10, outcome: 'refused', title: 'Ohne Zone', code: 'no-zone', message: 'an offset' },
    { line: 11, outcome: 'skipped', room: 'Saal 1', title: 'Abgesagt', code: 'cancelled' },
  ],
};
const preview: PreviewAnswer = {
  rooms: [],
  rows: [
    { line: 2, start: '2014-12-27T21:00:00Z' },
    { line: 9, start: '2014-12-28T03:30:00Z' },
    { line: 10 },
    { line: 11, start: '2014-07-01T21:00:00Z' },
  ],
};

test('every row gets a line with its place, outcome, room, local start, title, and the reason if there is one', () => {
  expect(reportLines(answer, preview, 'Europe/Berlin')).toEqual([
    ' 2  confirmed  Saal 1  2014-12-27 22:00  Bis Mitternacht',
    ' 9  refused    Saal 2  2014-12-28 04:30  Mitten darin  [taken: Saal 2: taken.]',
    '10  refused    -  -  Ohne Zone  [no-zone: an offset]',
    '11  skipped    Saal 1  2014-07-01 23:00  Abgesagt  [cancelled]',
  ]);
});

test('the sum says how many of each', () => {
  expect(sumLine(answer)).toBe('4 rows: 1 confirmed, 2 refused, 1 skipped');
  expect(sumLine({ ...answer, rows: 0, outcomes: {} })).toBe('0 rows');
});

test.each([
  [{ confirmed: 3, unchanged: 1, changed: 1, skipped: 1 }, true],
  [{ confirmed: 3, refused: 1 }, false],
  [{ confirmed: 3, pending: 1 }, false],
  [{}, true],
])('with the outcomes %j the file is carried out whole: %s', (outcomes, whole) => {
  expect(isComplete({ ...answer, outcomes })).toBe(whole);
});
