import type { Language } from '@huitang/contracts';

/** An address of the usual window, in one of the languages. */
export interface FastAddress {
  readonly path: string;
  readonly language: Language;
}

const languageOf = (query: string): Language | undefined =>
  query === '' || query === 'lang=zh' ? 'zh' : query === 'lang=en' ? 'en' : undefined;

/** The parts of an address that a ready feed may stand for; undefined for all others, which the ordinary routes read. */
export function fastAddress(url: string): FastAddress | undefined {
  const mark = url.indexOf('?');
  const language = languageOf(mark < 0 ? '' : url.slice(mark + 1));
  return language && { path: mark < 0 ? url : url.slice(0, mark), language };
}
