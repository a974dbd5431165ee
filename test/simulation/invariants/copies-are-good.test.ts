import { expect, test } from '@jest/globals';
import { copiesAreGood } from './copies-are-good.ts';
import { answer, type Given, given } from './given.ts';

const feed = { operationId: 'centerFeed', params: { id: 'center-1' } };

const fetched = ({ exchange }: Given, text: string, tag: string, client = 'follower') =>
  exchange(feed, answer(200, Buffer.from(text), { ETag: tag }), client);

test('a tag that stands for two texts is found', () => {
  const all = given(copiesAreGood);
  expect(fetched(all, 'a', '"1"')).toEqual([]);
  expect(fetched(all, 'a', '"1"')).toEqual([]);
  expect(fetched(all, 'b', '"2"')).toEqual([]);
  expect(fetched(all, 'b', '"1"')).toHaveLength(1);
});

test('a copy that is said to be good, and is not, is found', async () => {
  const saidOf = async (now: string, status: number): Promise<number> => {
    const all = given(copiesAreGood);
    fetched(all, 'a', '"1"');
    const asks = all.watch.lastAsks?.() ?? [];
    expect(asks).toEqual([{ ...feed, headers: { 'if-none-match': '"1"' } }]);
    fetched(all, now, now === 'a' ? '"1"' : '"2"', 'inspector');
    for (const ask of asks) all.exchange(ask, answer(status), 'inspector');
    return (await all.ended()).length;
  };
  expect(await saidOf('a', 304)).toBe(0);
  expect(await saidOf('b', 200)).toBe(0);
  expect(await saidOf('b', 304)).toBe(1);
});
