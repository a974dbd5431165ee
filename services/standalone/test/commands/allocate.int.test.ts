import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allocateCommand } from '../../src/commands/allocate.ts';
import { ran } from './cli.ts';

const example = readFileSync(new URL('../../../../docs/allocation-example.json', import.meta.url), 'utf8');

const allocating = (given: object, input: unknown) =>
  ran(allocateCommand, given, undefined, typeof input === 'string' ? input : JSON.stringify(input));

const answer = async (given: object, input: unknown) => JSON.parse((await allocating(given, input)).said.join('\n'));

describe('allocate', () => {
  test('answers the example of the documents as they say', async () => {
    const shown = await answer({}, example);
    expect(shown.assignments).toMatchObject([
      { requestId: 'oath', start: '2026-07-01T01:00:00Z', resourceIds: ['hall', 'ann'] },
      { requestId: 'walk', start: '2026-07-01T02:00:00Z', movedMinutes: 60 },
    ]);
    expect(shown.moves).toMatchObject([
      { requestId: 'branch-meeting', to: { start: '2026-07-01T02:45:00Z', resourceIds: ['hall'] }, because: 'oath' },
    ]);
    expect(shown.refusals).toMatchObject([
      { requestId: 'film', cause: { code: 'room-closed', resourceId: 'studio' }, blockedBy: ['announced'] },
    ]);
    expect(shown.refusals[0].nearest).toMatchObject([{ start: '2026-07-01T10:00:00Z', resourceIds: ['studio'] }]);
    expect(shown.sum).toMatchObject({ requests: 3, accepted: 2, weight: 6, acceptedWeight: 5, moves: 1 });
  });

  const hall = { id: 'hall', capacity: 40 };
  const hour = { durationMinutes: 60, needs: [{ role: 'room' }] };
  const crowd = {
    rooms: [hall],
    requests: [
      { ...hour, requestId: 'long', starts: [540], durationMinutes: 120 },
      { ...hour, requestId: 'first', starts: [540] },
      { ...hour, requestId: 'second', starts: [600] },
    ],
  };

  test('goes by arrival unless told otherwise, by the option before the instance', async () => {
    const given = async (options: object, policy: object) => (await answer(options, { ...crowd, policy })).sum.accepted;
    expect([await given({}, {}), await given({ order: 'batch' }, {}), await given({}, { order: 'batch' })]).toEqual([
      1, 2, 2,
    ]);
    expect(await given({ order: 'arrival' }, { order: 'batch' })).toBe(1);
  });

  test.each([
    ['{', /^error: not JSON: /],
    [{ ...crowd, rooms: [{ ...hall, capacity: 0 }] }, /^error: rooms\.0\.capacity: /],
    [{ rooms: [hall] }, /^error: requests: /],
    [[], /^error: instance: /],
  ])('refuses %j with the place of what is wrong, and prints no answer', async (input, line) => {
    const { exitCode, said, told } = await allocating({}, input);
    expect([exitCode, said, told.length]).toEqual([2, [], 1]);
    expect(told[0]).toMatch(line);
  });
});
