/** One content line after unfolding, still unparsed. `name` is upper case. */
export interface ContentLine {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** One iCalendar component as it lies between its BEGIN and END. */
export interface Component {
  readonly name: string;
  readonly line: number;
  readonly lines: readonly ContentLine[];
  readonly parts: readonly Component[];
}

interface Open extends Component {
  readonly lines: ContentLine[];
  readonly parts: Component[];
}

/** Real files nest three deep (VCALENDAR, VEVENT, VALARM). */
const DEPTH_MAX = 10;

/**
 * The components of an iCalendar stream (RFC 5545 3.4, 3.6), by BEGIN and END alone.
 * What is unclosed, crossed or outside is told with its line: such a file was cut or is none.
 */
export const componentsOf = (
  text: string,
): { readonly calendars: readonly Component[] } | { readonly problem: string; readonly line: number } => {
  const root: Open = { name: '', line: 0, lines: [], parts: [] };
  const stack: Open[] = [root];
  for (const content of unfolded(text)) {
    const problem = place(content, stack);
    if (problem) return { problem, line: content.line };
  }
  const open = stack.at(-1);
  if (open && open !== root) return { problem: `${open.name} begins and never ends`, line: open.line };
  const stray = root.parts.find((part) => part.name !== 'VCALENDAR');
  if (stray) return { problem: `${stray.name} stands outside of VCALENDAR`, line: stray.line };
  return root.parts.length > 0 ? { calendars: root.parts } : { problem: 'no VCALENDAR', line: 1 };
};

/** Puts one line where it belongs; answers what is wrong with it there. */
const place = (content: ContentLine, stack: Open[]): string | undefined => {
  const open = stack.at(-1);
  if (!open) return 'END without BEGIN';
  if (content.name === '') return 'neither a property nor its continuation';
  const component = content.text
    .slice(content.text.indexOf(':') + 1)
    .trim()
    .toUpperCase();
  if (content.name === 'BEGIN') {
    if (stack.length > DEPTH_MAX) return `nested deeper than ${DEPTH_MAX}`;
    const part: Open = { name: component.slice(0, 60), line: content.line, lines: [], parts: [] };
    open.parts.push(part);
    stack.push(part);
    return undefined;
  }
  if (stack.length === 1) return 'a line outside of VCALENDAR';
  if (content.name !== 'END') {
    open.lines.push(content);
    return undefined;
  }
  stack.pop();
  return component.slice(0, 60) === open.name
    ? undefined
    : `${open.name} is not ended by END:${component.slice(0, 60)}`;
};

/** Lines that begin with a space or tab continue the one before (RFC 5545 3.1). */
const unfolded = (text: string): ContentLine[] => {
  const found: { line: number; pieces: string[] }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const last = found.at(-1);
    if (last && /^[ \t]/.test(raw)) last.pieces.push(raw.slice(1));
    else if (raw.trim() !== '') found.push({ line: index + 1, pieces: [raw] });
  }
  return found.map(({ line, pieces }) => {
    const joined = pieces.join('');
    return { line, text: joined, name: /^[A-Za-z0-9-]+(?=[;:])/.exec(joined)?.[0].toUpperCase() ?? '' };
  });
};
