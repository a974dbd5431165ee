/** The plainest reading of RFC 5545: strict about line ends and nesting, without any knowledge of properties. */
export interface Component {
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly parameters: string; readonly value: string }[];
  readonly components: readonly Component[];
}

export function physicalLines(ics: string): readonly string[] {
  if (!ics.endsWith('\r\n')) throw new Error('the last line has no CRLF');
  const lines = ics.slice(0, -2).split('\r\n');
  const stray = lines.find((line) => /[\r\n]/.test(line));
  if (stray !== undefined) throw new Error(`a bare CR or LF in ${JSON.stringify(stray)}`);
  return lines;
}

const contentLine = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su;

export function parse(ics: string): Component {
  const unfolded = physicalLines(ics).join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const root: Component = { name: '', properties: [], components: [] };
  const open: { name: string; properties: Component['properties'][number][]; components: Component[] }[] = [
    root as never,
  ];
  for (const line of unfolded) {
    const match = contentLine.exec(line);
    if (!match) throw new Error(`no content line: ${JSON.stringify(line)}`);
    const [, name = '', parameters = '', value = ''] = match;
    const inner = open.at(-1)!;
    if (name === 'BEGIN') {
      const component = { name: value, properties: [], components: [] };
      inner.components.push(component);
      open.push(component);
    } else if (name === 'END') {
      if (open.pop()!.name !== value) throw new Error(`END:${value} out of place`);
    } else {
      inner.properties.push({ name, parameters, value });
    }
  }
  if (open.length !== 1) throw new Error('something is not ended');
  return root.components[0]!;
}

export const rawOf = (component: Component, name: string): string | undefined =>
  component.properties.find((property) => property.name === name)?.value;

export const textOf = (component: Component, name: string): string | undefined =>
  rawOf(component, name)?.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));

export const eventsOf = (ics: string): readonly Component[] =>
  parse(ics).components.filter(({ name }) => name === 'VEVENT');
