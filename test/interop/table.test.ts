import { expect, test } from '@jest/globals';
import { readers } from './readers.ts';
import { tablesInDocument } from './table.ts';
import { transitions } from './transitions.ts';

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = () =>
  tablesInDocument()
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf);

test('docs/calendars.md names every reader, and each once', () => {
  const named = rows().filter(([, language]) => readers.some((reader) => reader.language === language));
  expect(named.map(([name]) => name)).toEqual(readers.map(({ name }) => name));
});

test('docs/calendars.md has a line for every transition, read by every reader', () => {
  const [head, , ...lines] = rows().slice(rows().findIndex(([first]) => first === 'after'));
  expect(head?.slice(3)).toEqual(readers.map(({ name }) => name));
  expect(lines.map(([transition]) => transition)).toEqual(transitions.map(({ name }) => name));
  expect(lines.flatMap((cells) => cells.slice(3)).filter((cell) => cell !== '✓')).toEqual([]);
});
