import { ResourceId } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMPORTED_CENTER_ID_LENGTH_MAX, importedCenter, roomIdsOf } from '../../src/commands/import-center.ts';

describe('room ids', () => {
  test('are the center and the name’s own letters where those say enough', () => {
    expect([...roomIdsOf('congress', ['Saal 1', 'Großer Saal', 'Café Élysée']).values()]).toEqual([
      'congress-saal-1',
      'congress-gro-er-saal',
      'congress-cafe-elysee',
    ]);
  });

  test('get a hash where two names leave the same letters, or none', () => {
    const ids = [...roomIdsOf('a', ['会堂', '礼堂', 'Saal-1', 'saal 1', 'Saal 2']).values()];
    expect(ids).toEqual([
      'a-room-836569c6',
      expect.stringMatching(/^a-room-[0-9a-f]{8}$/),
      expect.stringMatching(/^a-saal-1-[0-9a-f]{8}$/),
      expect.stringMatching(/^a-saal-1-[0-9a-f]{8}$/),
      'a-saal-2',
    ]);
  });

  test('are valid, of their center, unique, and the same in whatever order the names come', () => {
    const names = fc.uniqueArray(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 60 })), {
      maxLength: 30,
    });
    const center = fc.constantFrom('a', 'a'.repeat(IMPORTED_CENTER_ID_LENGTH_MAX));
    fc.assert(
      fc.property(center, names, (centerId, rooms) => {
        const ids = roomIdsOf(centerId, rooms);
        expect(ids.size).toBe(rooms.length);
        expect(new Set(ids.values()).size).toBe(rooms.length);
        for (const id of ids.values()) {
          expect(ResourceId.safeParse(id).success).toBe(true);
          expect(id.startsWith(`${centerId}-`)).toBe(true);
        }
        const reversed = roomIdsOf(centerId, [...rooms].reverse());
        for (const room of rooms) expect(reversed.get(room)).toBe(ids.get(room));
      }),
    );
  });
});

describe('the center made for a file', () => {
  const rows = [
    { room: 'Saal 2', headcount: 30 },
    { room: 'Saal 1', headcount: 250 },
    { room: 'Saal 1', headcount: 90 },
    { room: 'Saal 3' },
    { headcount: 5 },
    { room: 'Saal 4', headcount: 90_000 },
  ];
  const center = importedCenter('congress', 'Europe/Berlin', rows);

  test('is in its own zone, always open, and has nothing but the rooms named, without setup or teardown', () => {
    expect(center).toMatchObject({ id: 'congress', timeZone: 'Europe/Berlin', facilities: [], sample: false });
    expect(center.openingHours).toEqual(Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]));
    expect(center.resources.map(({ name }) => name.zh)).toEqual(['Saal 1', 'Saal 2', 'Saal 3', 'Saal 4']);
    for (const resource of center.resources) {
      expect(resource).toMatchObject({ type: 'room', setupMinutes: 0, teardownMinutes: 0 });
    }
  });

  test('has rooms that hold the largest headcount of their rows, and at least a hundred', () => {
    expect(center.resources.map((room) => room.type === 'room' && room.capacity)).toEqual([250, 100, 100, 10_000]);
  });
});
