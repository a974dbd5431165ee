import { Fault } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { Error as MongooseError, mongo } from 'mongoose';
import { asFault, faulting, isDuplicateKey } from '../src/storage-fault.ts';

const server = (code: number, message = 'no'): mongo.MongoServerError => new mongo.MongoServerError({ message, code });

/** What the driver makes of an error of one of many changes; what has been changed until then is nobody's business here. */
const bulkError = (cause: ConstructorParameters<typeof mongo.MongoBulkWriteError>[0]): mongo.MongoBulkWriteError =>
  new mongo.MongoBulkWriteError(cause, {} as mongo.BulkWriteResult);

describe('what passes by itself is a retriable fault', () => {
  test.each<[string, Error]>([
    ['a connection that is cut', new mongo.MongoNetworkError('cut')],
    ['no connection free', new mongo.MongoServerClosedError('closed')],
    ['no server', new MongooseError.MongooseServerSelectionError('none')],
    ['no primary any more', server(10_107)],
    ['a primary that steps down', server(189)],
    ['too long', server(50)],
    ['a full disk', server(14_031)],
    ['too few replicas', server(100)],
    ['a password that has changed', server(18)],
    ['a connection that is cut amid many changes', bulkError(new mongo.MongoNetworkError('cut'))],
    ['no primary any more amid many changes', bulkError(server(10_107))],
  ])('%s', (_, error) => {
    expect(asFault(error)).toMatchObject({ code: 'storage-unavailable', retriable: true, cause: error });
  });

  test('what the server itself says may be tried again', () => {
    const error = server(123_456);
    error.addErrorLabel('RetryableWriteError');
    expect(asFault(error)).toMatchObject({ retriable: true });
  });
});

test.each<[string, unknown]>([
  ['a query that is wrong', server(2)],
  ['a key that is taken', server(11_000)],
  ['a key that is taken, among many changes', bulkError({ message: 'taken', code: 11_000 })],
  ['a misuse of the driver', new mongo.MongoInvalidArgumentError('wrong')],
  ['a bug', new TypeError('x is undefined')],
  ['a fault already', new Fault('index-missing', 'gone', { retriable: false })],
])('%s stays what it is', (_, error) => {
  expect(asFault(error)).toBe(error);
});

test('a taken key is known by its code alone', () => {
  expect(isDuplicateKey(server(11_000))).toBe(true);
  expect(isDuplicateKey(server(11_600))).toBe(false);
  expect(isDuplicateKey({ code: 11_000 })).toBe(false);
});

test('a call gives what it gives, or a fault', async () => {
  await expect(faulting(async () => 1)).resolves.toBe(1);
  const cut = faulting(async () => {
    throw new mongo.MongoNetworkError('cut');
  });
  await expect(cut).rejects.toBeInstanceOf(Fault);
});
