import { describe, expect, test } from '@jest/globals';
import { wrongAnswer } from './answers.ts';
import type { Operation } from './operations.ts';

const operation: Operation = {
  id: 'proposeActivity',
  method: 'POST',
  path: '/api/activities',
  tag: 'Activities',
  query: [],
  bodyTypes: ['application/json'],
  codes: new Map([
    [404, ['unknown-activity']],
    [422, ['invalid-request']],
    [503, ['not-seen-yet', 'overloaded']],
  ]),
};
const request = { method: 'POST', path: '/api/activities', headers: {} };
const errors = [{ field: 'title', code: 'too-small', message: 'some text' }];

const answer = (status: number, body: unknown, type = 'application/problem+json') => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify({ status, ...Object(body) })),
});

describe('an answer is wrong', () => {
  test.each([
    ['when it is a fault', answer(500, { code: 'internal-error' })],
    ['when it is a 503 that nobody had to expect', answer(503, { code: 'not-seen-yet' })],
    ['when it refuses in words', answer(422, 'no', 'text/plain')],
    ['when it refuses without JSON', answer(422, '<p>no</p>')],
    ['when it says another status', answer(422, { status: 400, code: 'invalid-request', errors })],
    ['when its code is none', answer(422, { code: 'Invalid Request', errors })],
    ['when its code is not among those described', answer(422, { code: 'something-else', errors })],
    ['when it names no field', answer(422, { code: 'invalid-request', errors: [] })],
    ['when the field has no name', answer(422, { code: 'invalid-request', errors: [{ field: '', message: 'x' }] })],
  ])('%s', (_, said) => {
    expect(wrongAnswer(request, said, operation)).not.toBeUndefined();
  });
});

describe('an answer is right', () => {
  test.each([
    ['when it takes what it was sent', answer(202, {})],
    ['when it refuses it with a code and a field', answer(422, { code: 'invalid-request', errors })],
    ['when no operation is there', answer(404, { code: 'no-such-address' })],
  ])('%s', (_, said) => {
    expect(wrongAnswer(request, said, operation)).toBeUndefined();
  });

  test('when a view has not come to a position in time', () => {
    const asked = { ...request, path: '/api/activities?seen=activity/x@1.0' };
    expect(wrongAnswer(asked, answer(503, { code: 'not-seen-yet' }), operation)).toBeUndefined();
  });
});

test('whoever sends another method may be refused for what comes before every operation, and for nothing else', () => {
  const forged = answer(403, { code: 'cross-site', errors });
  expect(wrongAnswer({ ...request, method: 'PUT' }, forged, operation)).toBeUndefined();
  expect(wrongAnswer(request, forged, operation)).not.toBeUndefined();
  const other = answer(404, { code: 'unknown-center', errors });
  expect(wrongAnswer({ ...request, method: 'PUT' }, other, operation)).not.toBeUndefined();
});
