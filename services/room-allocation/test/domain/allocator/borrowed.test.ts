import { expect, test } from '@jest/globals';
import { borrowed } from '../../../src/domain/allocator/borrowed.ts';
import { person, tianping } from '../support/given.ts';

test("the way of who is borrowed comes before the longer setup and after the longer teardown, the kind's or their own", () => {
  const from = { centerId: tianping, travelMinutes: 30 };
  const ann = person('ann', { setupMinutes: 5, teardownMinutes: 25 });
  expect(borrowed(ann, { setupMinutes: 10, teardownMinutes: 20 }, from)).toEqual({
    ...ann,
    setupMinutes: 40,
    teardownMinutes: 55,
    borrowed: from,
  });
});
