import { escapeHtml } from '@huitang/runtime';

// A symbol cannot come out of JSON, so nothing an answer of the API holds can pass for markup.
const markup: unique symbol = Symbol('markup');

/** Finished markup. Only `html` makes it, so everything else that is put into a page is escaped. */
export interface Html {
  readonly [markup]: string;
}

export type Part = Html | string | number | false | undefined | readonly Part[];

const isHtml = (part: Html | readonly Part[]): part is Html => markup in part;

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'object') return isHtml(part) ? part[markup] : part.map(textOf).join('');
  return escapeHtml(String(part));
}

/** Markup with its parts escaped, unless they are markup themselves. Attributes must be quoted. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  [markup]: String.raw({ raw: strings }, ...parts.map(textOf)),
});

export const markupOf = (made: Html): string => made[markup];

/** Text whose writing direction stays its own where no element can be: titles of pages, tooltips. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The parts with something between them. */
export const joined = (parts: readonly Part[], between: Part): Part =>
  parts.map((part, index) => (index === 0 ? part : [between, part]));
