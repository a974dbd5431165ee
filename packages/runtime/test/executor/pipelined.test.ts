import type { Commit } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { gate, openHall, request, SEATS, STREAM, settled } from './hall.ts';

const takenIn = (commits: readonly Commit[]): number =>
  commits
    .filter(({ stream }) => stream === STREAM)
    .flatMap(({ events }) => events)
    .reduce((sum, { type, data }) => sum + (type === 'SeatsTaken' ? Number(data) : -Number(data)), 0);

describe('commands decided one upon the other while their appends are under way', () => {
  test('a command that was decided upon one that lost its version is decided again', async () => {
    const log = new MemoryLog();
    const [mine, rival] = [openHall(log), openHall(log)];
    await mine.execute(request({ take: 1 }));
    await rival.load(STREAM);
    // The rival's commit takes version 2 while two of mine, the second upon the first, are on their way to 2 and 3.
    const outcomes = await Promise.all([
      rival.execute(request({ take: 1 })),
      mine.execute(request({ take: 1 })),
      mine.execute(request({ take: 1 })),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    expect(takenIn(log.commits)).toBe(SEATS);
  });

  test('a repeated command does not make a second state of a stream whose appends are under way', async () => {
    const log = new MemoryLog();
    const hall = openHall(log);
    const first = request({ take: 1 });
    await hall.execute(first);
    const durable = gate();
    log.beforeAppend = () => durable.opened;
    const second = hall.execute(request({ take: 1 }));
    const repeat = hall.execute(first);
    await settled();
    const third = hall.execute(request({ take: 1 }));
    await settled();
    const fourth = hall.execute(request({ take: 1 }));
    durable.open();
    const outcomes = await Promise.all([second, repeat, third, fourth]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(takenIn(log.commits)).toBe(SEATS);
  });

  test('a stream whose appends are under way is not pushed out of the cache by a thousand others', async () => {
    const log = new MemoryLog();
    const counted: number[] = [];
    const hall = openHall(log, { conflicted: () => counted.push(1) });
    const durable = gate();
    log.beforeAppend = ({ stream }) => (stream === STREAM ? durable.opened : Promise.resolve());
    const first = hall.execute(request({ take: 2 }));
    await settled();
    const others = Array.from({ length: 1_500 }, (_, index) => hall.load(`hall/other-${index}`));
    await Promise.all(others);
    const second = hall.execute(request({ take: 2 }));
    await settled();
    durable.open();
    expect([(await first).ok, (await second).ok]).toEqual([true, false]);
    expect(counted).toEqual([]);
    expect(takenIn(log.commits)).toBe(2);
  });

  test('two processes, repeats and a small hall: never more seats than there are, whatever meets whatever', async () => {
    for (let round = 0; round < 40; round += 1) {
      const log = new MemoryLog();
      const processes = [openHall(log), openHall(log)];
      const commands = Array.from({ length: 12 }, () => request({ take: 1 }));
      const runs = commands.flatMap((command, index) => {
        const own = processes[(index + round) % 2] ?? processes[0];
        return [own?.execute(command), own?.execute(commands[(index * 7 + round) % 12] ?? command)];
      });
      await Promise.all(runs);
      expect(takenIn(log.commits)).toBe(SEATS);
    }
  });
});

test('every commit names the one it was decided upon', async () => {
  const log = new MemoryLog();
  const hall = openHall(log);
  await Promise.all([hall.execute(request({ take: 1 })), hall.execute(request({ take: 1 }))]);
  const [first, second] = log.commits;
  expect(first?.follows).toBeUndefined();
  expect(second?.follows).toBe(first?.commandId);
});
