import { expect, test } from '@jest/globals';
import { damaged, type Edit } from './damage.ts';

const adding = (at: number, name: string, value: unknown): Edit => ({ how: 'add', at, name, value });

test('what is added to an object has a name, whatever it is', () => {
  const body = damaged({ room: { id: 'r1' } }, [adding(2, '__proto__', 'x')]);
  expect(JSON.stringify(body)).toBe('{"room":{"id":"r1","__proto__":"x"}}');
});

test('what is added to a list stands at its end, whatever name it was to have', () => {
  expect(damaged({ people: ['a'] }, [adding(2, 'length', 'x')])).toEqual({ people: ['a', 'x'] });
});

test('the value that is damaged stays as it was', () => {
  const before = { people: ['a'] };
  damaged(before, [adding(2, 'length', 'x')]);
  expect(before).toEqual({ people: ['a'] });
});
