import { CenterId, ResourceId } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import { alternativeInWords, type Names, reasonInWords } from '../src/in-words.ts';

const names: Names = (id) => (id === 'tianping-hall' ? { zh: '宣誓厅', en: 'Oath hall' } : undefined);

test('a reason keeps its code and values, and says the same in both languages', () => {
  const reason = { code: 'room-too-small', resourceId: 'tianping-hall', values: { capacity: 30, headcount: 40 } };
  expect(reasonInWords(reason, names)).toEqual({
    ...reason,
    text: { zh: '宣誓厅：可容纳 30 人，少于 40 人。', en: 'Oath hall: seats 30, fewer than 40.' },
  });
});

test('a resource that nobody knows is called by its id', () => {
  expect(reasonInWords({ code: 'taken', resourceId: 'gone' }, names).text.en).toBe('gone: taken at that time.');
});

const alternative = (relaxed: string[]) => ({
  centerId: CenterId.parse('tianping'),
  start: '2026-07-02T01:00:00Z',
  end: '2026-07-02T02:00:00Z',
  resourceIds: [ResourceId.parse('tianping-hall'), ResourceId.parse('tianping-guide-a')],
  relaxed,
});

test.each([
  [
    ['start', 'room'],
    '2026年7月2日（周四）09:00–10:00（UTC+8），宣誓厅、tianping-guide-a（时间不同、场地不同）',
    'Thursday 2 July 2026, 09:00–10:00 (UTC+8), Oath hall, tianping-guide-a (another time, another room)',
  ],
  [
    [],
    '2026年7月2日（周四）09:00–10:00（UTC+8），宣誓厅、tianping-guide-a',
    'Thursday 2 July 2026, 09:00–10:00 (UTC+8), Oath hall, tianping-guide-a',
  ],
  [
    ['constructor'],
    '2026年7月2日（周四）09:00–10:00（UTC+8），宣誓厅、tianping-guide-a（constructor）',
    'Thursday 2 July 2026, 09:00–10:00 (UTC+8), Oath hall, tianping-guide-a (constructor)',
  ],
])('an alternative that relaxes %j says when, where and what differs', (relaxed, zh, en) => {
  expect(alternativeInWords(alternative(relaxed), 'Asia/Shanghai', names).text).toEqual({ zh, en });
});
