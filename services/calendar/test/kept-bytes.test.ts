import { expect, test } from '@jest/globals';
import { keptBytes } from '../src/kept-bytes.ts';

test('what is kept has all parts in their order', () => {
  expect(keptBytes([Buffer.from('会'), Buffer.from(''), Buffer.from('堂')]).toString()).toBe('会堂');
});

test('what is kept holds no more memory than its own', () => {
  const parts = [Buffer.from('a'.repeat(300)), Buffer.from('b'.repeat(200))];
  expect(Buffer.concat(parts).buffer.byteLength).toBeGreaterThan(4_096);
  expect(keptBytes(parts).buffer.byteLength).toBe(500);
});
