const LINE_OCTETS_MAX = 75;
/** Anything that may join with its neighbour into one visible character. */
const JOINING = /[\p{M}\p{Cf}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\u1100-\u11ff]/u;
/** Between `BEGIN:` or `END:` and what follows, anywhere but at the start of a line. */
const MISTAKEN_FOR_STRUCTURE = /(?<=.(?:BEGIN|END):)(?=[A-Z])/i;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

const octets = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The pieces a line may be folded between: graphemes, or code points where a grapheme alone is too long for a line. */
function pieces(line: string): Iterable<string> {
  if (!JOINING.test(line)) return line;
  const graphemes = Array.from(segmenter.segment(line), ({ segment }) => segment);
  return graphemes.flatMap((grapheme) => (octets(grapheme) < LINE_OCTETS_MAX ? [grapheme] : [...grapheme]));
}

/**
 * One content line folded to 75 octets (RFC 5545 3.1), with its CRLF. It is also folded inside any `BEGIN:V…` of its
 * value: that is legal anywhere, and there are parsers that look for those words before they unfold.
 */
export function folded(line: string): string {
  const parts = line.split(MISTAKEN_FOR_STRUCTURE);
  if (parts.length === 1 && octets(line) <= LINE_OCTETS_MAX) return `${line}\r\n`;
  let text = '';
  let length = 0;
  for (const [index, part] of parts.entries()) {
    for (const [place, piece] of [...pieces(part)].entries()) {
      const added = octets(piece);
      if ((index > 0 && place === 0) || length + added > LINE_OCTETS_MAX) {
        text += '\r\n ';
        length = 1;
      }
      text += piece;
      length += added;
    }
  }
  return `${text}\r\n`;
}

/** TEXT escaped (RFC 5545 3.3.11); `text` is clean, its line breaks are LF. */
export const escapedText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** A quoted parameter value (RFC 6868): commas, colons and semicolons need no escape inside the quotes. */
export const quotedParameter = (value: string): string =>
  `"${value.replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n')}"`;
