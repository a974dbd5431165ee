import { Bilingual } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldErrors } from '../../src/http/field-errors.ts';

const Start = z.union([
  z.strictObject({ start: z.iso.date('a date') }),
  z.strictObject({ from: z.string(), to: z.string() }),
]);
const Body = z.strictObject({
  name: Bilingual.optional(),
  starts: z.array(Start).optional(),
  need: z
    .discriminatedUnion('role', [
      z.strictObject({ role: z.literal('room') }),
      z.strictObject({ role: z.literal('kit') }),
    ])
    .optional(),
  either: z.union([z.int('a number'), z.boolean('yes or no')]).optional(),
  deep: z.union([z.strictObject({ starts: z.array(Start) }), z.string()]).optional(),
});

const errorsIn = (body: unknown): string[] => {
  const { error } = Body.safeParse(body);
  return error ? fieldErrors(error).map(({ field, message }) => `${field}: ${message}`) : [];
};

describe('what is wrong with a field of several forms', () => {
  test.each<[string, unknown, string[]]>([
    ['no form at all', { name: 5 }, ['name: text, or an object with zh and en']],
    ['null', { name: null }, ['name: text, or an object with zh and en']],
    [
      'a form that lacks a field',
      { name: { zh: '会堂' } },
      ['name.en: Invalid input: expected string, received undefined'],
    ],
    ['a form with a field too many', { name: { zh: '会', en: 'H', fr: 'H' } }, ['name.fr: no such field']],
    ['the text form, too long', { name: 'x'.repeat(201) }, ['name: at most 200 characters']],
    ['a wrong value in the nearer form', { starts: [{ start: 'x' }] }, ['starts[0].start: a date']],
    [
      'a field missing in the nearer form',
      { starts: [{ from: 'x' }] },
      ['starts[0].to: Invalid input: expected string, received undefined'],
    ],
    ['nothing that either form takes', { either: 'x' }, ['either: a number, or yes or no']],
    ['forms in forms', { deep: { starts: [{ start: 'x' }] } }, ['deep.starts[0].start: a date']],
    [
      'an unknown variant',
      { need: { role: 'x' } },
      ["need.role: Invalid discriminator value. Expected 'room' | 'kit'"],
    ],
    ['a field without a name', { '': 5 }, ['"": no such field']],
    ['no object', 5, ['body: Invalid input: expected object, received number']],
  ])('%s is told of the nearest one', (_, body, errors) => {
    expect(errorsIn(body)).toEqual(errors);
  });
});
