import { oneLine } from '../domain/text.ts';
import type { Digest, Letter, Link } from './letter.ts';

type Parts = readonly (readonly string[])[];

const labelled = (language: Letter['language'], label: string, value: string): string =>
  `${label}${language === 'zh' ? '：' : ': '}${value}`;

const linkLine = (language: Letter['language'], { label, url }: Link): string => labelled(language, label, url);

/** What one letter says, without what stands around it. */
const body = ({ language, opening, rows, sections, links }: Letter): Parts => [
  opening.map(oneLine),
  rows.map(({ label, value }) => labelled(language, label, oneLine(value))),
  ...sections.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${oneLine(line)}`)]),
  links.map((link) => linkLine(language, link)),
];

/** Parts between a greeting and a footer. Whatever comes from people stays on its line. */
function around({ language, greeting, footer, unsubscribe }: Omit<Digest, 'letters'>, parts: Parts): string {
  const end = unsubscribe ? [linkLine(language, unsubscribe)] : [];
  const filled = [[oneLine(greeting)], ...parts, ['-- ', footer, ...end]].filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A letter as plain text. */
export const renderText = (letter: Letter): string => around(letter, body(letter));

export const renderDigestText = (digest: Digest): string =>
  around(
    digest,
    digest.letters.flatMap((letter) => [[`== ${oneLine(letter.subject)} ==`], ...body(letter)]),
  );
