import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyMap, type PartedMap, valueIn, withValue } from '../../src/domain/parted-map.ts';

type Numbers = PartedMap<string, number>;

const after = (entries: readonly (readonly [string, number])[]): Numbers =>
  entries.reduce<Numbers>((map, [key, value]) => withValue(map, key, value), emptyMap());
const entriesOf = ({ parts }: Numbers) => new Map(parts.flatMap((part) => [...part]));

describe('a map in parts', () => {
  test('has what a plain one has, whatever is put in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat())), (entries) => {
        const plain = new Map(entries);
        const parted = after(entries);
        expect(entriesOf(parted)).toEqual(plain);
        for (const key of [...plain.keys(), 'no such key']) expect(valueIn(parted, key)).toBe(plain.get(key));
      }),
    );
  });

  const full = after(Array.from({ length: 500 }, (_, number) => [`activity-${number}`, number]));

  test('that is changed leaves the one before as it was, and shares all of it but a small part', () => {
    const changed = withValue(full, 'activity-7', 70);
    expect(valueIn(full, 'activity-7')).toBe(7);
    const own = changed.parts.filter((part, index) => part !== full.parts[index]);
    expect(own).toHaveLength(1);
    expect(own[0]?.size).toBeLessThan(25);
  });

  test('spreads keys that count up over all its parts', () => {
    expect(Math.max(...full.parts.map(({ size }) => size))).toBeLessThan(25);
  });
});
