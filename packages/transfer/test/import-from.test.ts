import type { Commit } from '@huitang/runtime';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { importFrom } from '../src/import-from.ts';
import { refuseUnfinished } from '../src/unfinished.ts';
import { bytesOf, checked, everythingIn, exported } from './exported.ts';
import { fill, type MemoryTruth, memoryTruth } from './memory-truth.ts';

let source: MemoryTruth;
let text: string;

beforeEach(async () => {
  source = memoryTruth();
  await fill(source);
  text = await exported(source);
});

const commitsOf = (truth: MemoryTruth): readonly Commit[] =>
  truth.services.flatMap((service) => truth.log(service).commits);

const byName = (commits: readonly Commit[]): readonly Commit[] =>
  [...commits].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.version - b.version));

describe.each([
  ['where appends are in order', true],
  ['where they are not', false],
])('an import, %s,', (_, appendsInOrder) => {
  test('has every commit as it was, and tells all of them to its relays', async () => {
    const target = memoryTruth({ appendsInOrder });
    await importFrom(target, await checked(text));
    expect(byName(commitsOf(target))).toEqual(byName(commitsOf(source)));
    const unpublished = await target.log('scheduling').unpublished(100);
    expect(unpublished.map(({ stream, version }) => `${stream}@${version}`)).toEqual([
      'activity/a@1',
      'activity/a@2',
      'activity/a@4',
      'activity/b@1',
      'activity/b@2',
    ]);
  });
});

test('where appends are not in order, an import waits for each before the next of its stream, not for other streams', async () => {
  const target = memoryTruth({ appendsInOrder: false });
  const log = target.log('scheduling');
  const underWay = new Map<string, number>();
  let most = 0;
  const append = log.append.bind(log);
  log.append = async (commit) => {
    expect(underWay.has(commit.stream)).toBe(false);
    underWay.set(commit.stream, commit.version);
    most = Math.max(most, underWay.size);
    const result = await append(commit);
    underWay.delete(commit.stream);
    return result;
  };
  await importFrom(target, await checked(text));
  expect(most).toBe(2);
});

describe('an import', () => {
  test('has subjects and records as they were, with their times, and the UID domain', async () => {
    const target = memoryTruth();
    await importFrom(target, await checked(text));
    expect(await target.vault.get('organization/branch')).toEqual(await source.vault.get('organization/branch'));
    for (const name of ['notification-deliveries', 'http-idempotency']) {
      const listed = await source.records('scheduling').set(name).list('', 10);
      expect(listed.length).toBeGreaterThan(0);
      expect(await target.records('scheduling').set(name).list('', 10)).toEqual(listed);
    }
    expect(await target.records('scheduling').set('installation').get('fixed')).toEqual({ uidDomain: 'old.example' });
    expect(await target.records('scheduling').sets()).not.toContain('unfinished-import');
  });

  test('exports again what it took', async () => {
    const target = memoryTruth();
    await importFrom(target, await checked(text));
    const again = await checked(await exported(target));
    expect(again.contents.truth).toEqual((await checked(text)).contents.truth);
  });

  test('puts records into the store of their service, and what each service needs into every store', async () => {
    const target = memoryTruth({ apart: true });
    await importFrom(target, await checked(text));
    expect(await target.records('notification').sets()).toEqual([
      'http-idempotency',
      'installation',
      'notification-deliveries',
    ]);
    expect(await target.records('scheduling').sets()).toEqual(['http-idempotency', 'installation']);
    // And back into one store, where one of each is enough.
    const back = memoryTruth();
    await importFrom(back, await checked(await exported(target)));
    expect(await back.records('scheduling').set('http-idempotency').list('', 10)).toHaveLength(1);
  });
});

describe('an import is refused, and changes nothing,', () => {
  test.each([
    [
      'commits of notification',
      (target: MemoryTruth) => target.log('notification').append({ ...commitsOf(source)[0]! }),
    ],
    ['personal data', (target: MemoryTruth) => target.vault.put('person/a', { name: 'A' })],
    [
      'records (standalone-demo)',
      (target: MemoryTruth) => target.records('scheduling').set('standalone-demo').put('a', {}),
    ],
  ])('where there are %s', async (words, put) => {
    const target = memoryTruth();
    await put(target);
    const before = await everythingIn(target);
    await expect(importFrom(target, await checked(text))).rejects.toMatchObject({
      code: 'not-empty',
      message: `an import needs an empty place, and the test has ${words}`,
    });
    expect(await everythingIn(target)).toBe(before);
  });

  test('where nobody keeps one of its logs', async () => {
    const target = memoryTruth({ services: ['scheduling'] });
    await expect(importFrom(target, await checked(text))).rejects.toMatchObject({ code: 'unknown-service' });
    expect(await target.records('scheduling').sets()).toEqual([]);
    expect(commitsOf(target)).toEqual([]);
  });
});

describe('an import that stops half-way', () => {
  const halfWay = async (breakIt: (target: MemoryTruth) => void): Promise<MemoryTruth> => {
    const target = memoryTruth();
    breakIt(target);
    await expect(importFrom(target, await checked(text))).rejects.toMatchObject({
      code: 'import-failed',
      message: expect.stringMatching(/^the import stopped half-way: .*; remove the test and import again$/),
    });
    return target;
  };

  test.each<[string, (target: MemoryTruth) => void]>([
    [
      'because a write fails',
      (target) => {
        target.log('scheduling').beforeAppend = async ({ version }) => {
          if (version === 3) throw new Error('the disk is gone');
        };
      },
    ],
    [
      'because the log keeps something else',
      (target) => {
        target.log('scheduling').afterAppend = async () => {
          const last = target.log('scheduling').commits.at(-1);
          if (last?.version === 2) Object.assign(last, { principal: 'somebody else' });
        };
      },
    ],
    [
      'because the vault forgets',
      (target) => {
        Object.assign(target.vault, { put: async () => {} });
      },
    ],
  ])('%s lets nothing start there, and nothing be imported there', async (_, breakIt) => {
    const target = await halfWay(breakIt);
    const words = 'an import into the test was not finished';
    await expect(refuseUnfinished(target.records('scheduling'), target.place)).rejects.toThrow(words);
    await expect(importFrom(target, await checked(text))).rejects.toMatchObject({ code: 'unfinished-import' });
  });

  test('because the file was replaced after it was checked says so', async () => {
    const other = memoryTruth();
    await other.log('scheduling').append({ ...commitsOf(source)[0]! });
    const { open: _, ...rest } = await checked(text);
    const replaced = await exported(other);
    const target = memoryTruth();
    await expect(importFrom(target, { ...rest, open: () => bytesOf(replaced) })).rejects.toThrow(
      'the file was replaced',
    );
  });
});

test('what a place has of its own, such as the state of its bus, is no obstacle, and stays there', async () => {
  await source.records('scheduling').set('kafka-parked').put('old', {});
  const target = memoryTruth();
  await target.records('scheduling').set('kafka-parked').put('new', {});
  await importFrom(target, await checked(await exported(source)));
  expect(await target.records('scheduling').set('kafka-parked').list('', 10)).toEqual([{ key: 'new', value: {} }]);
});

test('a place where no import was begun may start', async () => {
  await expect(refuseUnfinished(source.records('scheduling'), 'the test')).resolves.toBeUndefined();
});
