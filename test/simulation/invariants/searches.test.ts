import { expect, test } from '@jest/globals';
import { answer, type Given, given } from './given.ts';
import { noPhantom } from './no-phantom.ts';

const needs = [{ role: 'room', features: [] }];
const demanded = { starts: [], durationMinutes: 60, headcount: 20, needs };
const query = { durationMinutes: '60', headcount: '20', needs: '[{"role":"room"}]' };

const note = ({ append }: Given, change: object = {}) =>
  append(
    'room-allocation',
    'searches/center-1/2026-06-01',
    [{ type: 'SearchFoundNothing', data: { centerId: 'center-1', demanded } }],
    { commandId: 'search/h', ...change },
  );

test('the note of a search stems from somebody who looked for just that', () => {
  const all = given(noPhantom);
  expect(note(all)).toHaveLength(1);
  all.exchange({ operationId: 'readAvailability', params: { id: 'center-2' }, query }, answer(200));
  all.exchange({ operationId: 'readAvailability', params: { id: 'center-1' }, query: { ...query, headcount: '21' } });
  expect(note(all)).toHaveLength(1);
  all.exchange({ operationId: 'readAvailability', params: { id: 'center-1' }, query });
  expect(note(all)).toEqual([]);
  expect(note(all, { commandId: 'other/h' })).toHaveLength(1);
  expect(note(all, { principal: 'somebody' })).toHaveLength(1);
});
