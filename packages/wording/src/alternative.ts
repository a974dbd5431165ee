import type { Alternative, Language } from '@huitang/contracts';
import { term } from './terms.ts';
import type { LocalTimes } from './times.ts';

interface Forms {
  readonly listed: (items: readonly string[]) => string;
  readonly placed: (when: string, where: string) => string;
  readonly differing: (placed: string, relaxed: string) => string;
  readonly relaxed: Readonly<Record<string, string>>;
}

const forms: Readonly<Record<Language, Forms>> = {
  zh: {
    listed: (items) => items.join('、'),
    placed: (when, where) => (where ? `${when}，${where}` : when),
    differing: (placed, relaxed) => (relaxed ? `${placed}（${relaxed}）` : placed),
    relaxed: { start: '时间不同', room: '场地不同' },
  },
  en: {
    listed: (items) => items.join(', '),
    placed: (when, where) => (where ? `${when}, ${where}` : when),
    differing: (placed, relaxed) => (relaxed ? `${placed} (${relaxed})` : placed),
    relaxed: { start: 'another time', room: 'another room' },
  },
};

/** Times, places and what of the wish was relaxed, such as `Thursday 2 July 2026, 09:00–10:00 (UTC+8), Hall (another time)`. */
export function alternativeText(
  { start, end, resourceIds, relaxed }: Alternative,
  language: Language,
  times: LocalTimes,
  nameOf: (resourceId: string) => string,
): string {
  const { listed, placed, differing, relaxed: words } = forms[language];
  const where = listed(resourceIds.map((id) => nameOf(id)));
  const differs = relaxed.map((part) => (Object.hasOwn(words, part) ? words[part] : undefined) ?? term(part, language));
  return differing(placed(times.span(start, end), where), listed(differs));
}
