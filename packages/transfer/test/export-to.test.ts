import { expect, test } from '@jest/globals';
import { exported } from './exported.ts';
import { fill, memoryTruth } from './memory-truth.ts';

test('an export of a place without a single commit is refused: it is some other place that was meant', async () => {
  const empty = memoryTruth();
  await empty.vault.put('organization/branch', { name: '第一党支部' });
  await expect(exported(empty)).rejects.toMatchObject({
    code: 'nothing-to-export',
    message: 'the test has no commit: is it the right one?',
  });
});

test.each(['scheduling', 'notification'])(
  'an export under another UID domain than the records of %s keep is refused, since every event would be doubled',
  async (service) => {
    const source = memoryTruth({ apart: true });
    await fill(source);
    await source.records(service).set('installation').put('fixed', { uidDomain: 'kept.example' });
    await expect(exported(source)).rejects.toMatchObject({
      code: 'other-uid-domain',
      message: 'the test was begun with the UID domain kept.example, not old.example',
    });
  },
);

test('an export under the UID domain that is kept has it in its header', async () => {
  const source = memoryTruth();
  await fill(source);
  await source.records('scheduling').set('installation').put('fixed', { uidDomain: 'old.example' });
  expect(JSON.parse((await exported(source)).split('\n')[0] ?? '')).toMatchObject({ uidDomain: 'old.example' });
});
