import { oneLine } from '../domain/text.ts';
import type { Letter } from './letter.ts';

/** A letter as plain text. Whatever comes from people stays on its line. */
export function renderText({ language, greeting, opening, rows, sections, links, footer }: Letter): string {
  const labelled = (label: string, value: string): string => `${label}${language === 'zh' ? '：' : ': '}${value}`;
  const parts = [
    [oneLine(greeting)],
    opening.map(oneLine),
    rows.map(({ label, value }) => labelled(label, oneLine(value))),
    ...sections.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${oneLine(line)}`)]),
    links.map(({ label, url }) => labelled(label, url)),
    ['-- ', footer],
  ];
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
