import { expect, test } from '@jest/globals';
import { statusTable } from '../src/status.ts';

test('the table has a line for each engine, and what is down is in capitals', () => {
  const table = statusTable([
    { engine: 'Kafka 4.4.0', isUp: true, address: 'a:1', pid: 12, log: '/x/kafka.log' },
    { engine: 'MongoDB', isUp: false, address: 'mongodb://a:2/', pid: undefined, log: 'its own' },
  ]);
  expect(table).toBe(
    [
      'engine       state  address         pid  log',
      'Kafka 4.4.0  up     a:1             12   /x/kafka.log',
      'MongoDB      DOWN   mongodb://a:2/  -    its own',
    ].join('\n'),
  );
});
