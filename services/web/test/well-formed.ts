const VOID = new Set(['meta', 'link', 'input', 'col', 'br', 'hr', 'img']);
const TAG = /<(?<end>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g;

const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1]!);

/** What is wrong with a page: tags that do not match, text that looks like markup, ids given twice, links to nowhere. */
export function faultsOf(page: string): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const { groups } of page.replace('<!doctype html>', '').matchAll(TAG)) {
    const { end, name } = groups as { end: string; name: string };
    if (end === '' && !VOID.has(name)) open.push(name);
    if (end !== '' && open.pop() !== name) faults.push(`</${name}> closes nothing`);
  }
  if (open.length > 0) faults.push(`never closed: ${open.join(', ')}`);
  const rest = page.replace('<!doctype html>', '').replaceAll(TAG, '');
  if (/[<>]/.test(rest)) faults.push(`not a tag: ${/.{0,30}[<>].{0,30}/s.exec(rest)?.[0]}`);
  const ids = all(page, / id="([^"]*)"/g);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id twice: ${id}`);
  const wanted = [...all(page, / href="#([^"]*)"/g), ...all(page, / (?:for|aria-labelledby)="([^"]*)"/g)];
  for (const id of wanted) if (!ids.includes(id)) faults.push(`no such id: ${id}`);
  return faults;
}

interface ReadTable {
  readonly caption: string;
  readonly columns: number;
  /** The columns each row covers, those that rows above reach into included. */
  readonly rows: readonly number[];
}

/** The tables of a page, as far as their geometry goes. */
export const tablesOf = (page: string): readonly ReadTable[] =>
  all(page, /(<table.*?<\/table>)/gs).map((table) => {
    const columns = all(table, /<(col) /g).length;
    const rows: number[] = [];
    let below = 0;
    for (const row of all(table, /<tr[^>]*>(.*?)<\/tr>/gs)) {
      const spans = all(row, /<(t[hd][^>]*)>/g).map((cell) => ({
        columns: Number(/colspan="(\d+)"/.exec(cell)?.[1] ?? 1),
        rows: Number(/rowspan="(\d+)"/.exec(cell)?.[1] ?? 1),
      }));
      rows.push(spans.reduce((sum, span) => sum + span.columns, below > 0 ? 1 : 0));
      below = Math.max(below - 1, Math.max(0, ...spans.map((span) => span.rows)) - 1);
    }
    return { caption: /<caption[^>]*><bdi>(.*?)<\/bdi>/.exec(table)?.[1] ?? '', columns, rows };
  });

/** What a reader sees: no tags, entities as characters, single spaces. */
export const textOf = (page: string): string =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
