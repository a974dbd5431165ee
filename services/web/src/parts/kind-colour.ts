import type { Kind } from '../api/answers.ts';

/** The colour of kinds that the catalogue does not know any more. */
const UNKNOWN = '#7d7269';

export type Colours = ReadonlyMap<string, string>;

export const coloursOf = (kinds: readonly Kind[]): Colours => new Map(kinds.map(({ id, colour }) => [id, colour.hex]));

/** For a style attribute: what the stylesheet mixes the shades of a kind from. */
export const kindStyle = (colours: Colours, kindId: string | undefined): string =>
  `--kind:${colours.get(kindId ?? '') ?? UNKNOWN}`;
