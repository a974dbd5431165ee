import type { Commit } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { watchStored } from './stored.ts';

const DAY = 'center-day/fuzz/2027-06-14';

const closed = sampleCommit(DAY, 2, {
  commandId: 'round/1/close',
  events: [{ type: 'RoundClosed', data: { number: 1, by: 'tester' } }],
});
const ended = (type: string, number: number, more: Partial<Commit> = {}): Commit =>
  sampleCommit(DAY, 3, { commandId: 'theirs', events: [{ type, data: { number } }], ...more });

/** The lines about these commits, when the commands that are named were answered 2xx. */
async function linesOf(commits: readonly Commit[], succeeded: readonly string[] = []): Promise<readonly string[]> {
  const all = async (cursor?: string) => ({ commits: cursor === undefined ? commits : [], cursor: 'end' });
  const none = async () => ({ commits: [], cursor: 'end' });
  const log = (service: string) => ({ all: service === 'room-allocation' ? all : none });
  const watch = watchStored({ platform: { log } });
  for (const commandId of succeeded) watch.answered({ status: 200, headers: { 'huitang-command': commandId } });
  return watch.unexplained();
}

const line = (version: number, commandId: string): string =>
  `${DAY}@${version} is stored, but ${commandId} was answered no 2xx`;

test('what a refused command has stored is told, what a service does by itself is not', async () => {
  const commit = sampleCommit(DAY, 1, { commandId: 'theirs' });
  expect(await linesOf([commit])).toEqual([line(1, 'theirs')]);
  expect(await linesOf([commit], ['other'])).toEqual([line(1, 'theirs')]);
  expect(await linesOf([commit], ['theirs'])).toEqual([]);
  expect(await linesOf([{ ...commit, principal: 'service:room-allocation' }])).toEqual([]);
});

test('a round that publishing has closed is explained by its end', async () => {
  expect(await linesOf([closed, ended('RoundPublished', 1)], ['theirs'])).toEqual([]);
  const byClock = ended('RoundPublished', 1, { principal: 'service:room-allocation' });
  expect(await linesOf([closed, byClock])).toEqual([]);
  expect(await linesOf([closed, ended('RoundGivenUp', 1)], ['theirs'])).toEqual([]);
});

test.each([
  ['is told when it was not published', [closed], []],
  ['is told when publishing was refused', [closed, ended('RoundPublished', 1)], [line(3, 'theirs')]],
  ['is told when somebody else published it', [closed, ended('RoundPublished', 1, { principal: 'other' })], []],
  ['is told when another was published', [closed, ended('RoundPublished', 2)], []],
  ['is told when one of another day was', [closed, { ...ended('RoundPublished', 1), stream: `${DAY}x` }], []],
])('a round that publishing has closed %s', async (_, commits, more) => {
  expect(await linesOf(commits, more.length > 0 ? [] : ['theirs'])).toEqual([line(2, 'round/1/close'), ...more]);
});
