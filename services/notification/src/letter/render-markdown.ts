import { oneLine } from '../domain/text.ts';
import type { Letter } from './letter.ts';

/** What makes links, mentions and colours in the chats that read this: shown by its look-alike, for want of an escape. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '#': '＃',
  _: '＿',
  '~': '～',
  '\\': '＼',
  '|': '｜',
};

const plain = (text: string): string => oneLine(text).replace(/[<>[\]*`#_~\\|]/g, (sign) => LOOK_ALIKES[sign] ?? sign);

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The beginning of a text, whole characters that fit into so many bytes; `…` where something is left out. */
function cut(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text;
  const end = '…';
  let bytes = bytesOf(end);
  let kept = '';
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return `${kept}${end}`;
}

const BREAK = '\n\n';

/**
 * A letter for a group chat, in the little of Markdown that all of them read, at most so many bytes of UTF-8. Sections at
 * the end are left out where it is too long; its links are always there.
 */
export function renderMarkdown(
  { language, heading, subject, opening, rows, sections, links }: Letter,
  maxBytes: number,
) {
  const colon = language === 'zh' ? '：' : ': ';
  const tail = links.map(({ label, url }) => `[${plain(label)}](${url})`).join(BREAK);
  const head = [
    `**${plain(subject)}**`,
    ...opening.map(plain),
    ...rows.map(({ label, value }) => `> ${plain(label)}${colon}${plain(value)}`),
  ].join(BREAK);
  let text = cut(head, maxBytes - bytesOf(`${BREAK}${tail}`));
  for (const section of sections) {
    const more = [`**${plain(section.heading)}**`, ...section.lines.map(plain)].join(BREAK);
    const longer = `${text}${BREAK}${more}`;
    if (bytesOf(`${longer}${BREAK}${tail}`) > maxBytes) break;
    text = longer;
  }
  return { title: cut(plain(heading), 100), text: `${text}${BREAK}${tail}` };
}
