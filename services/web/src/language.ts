import type { Language } from '@huitang/contracts';

const isLanguage = (text: string | undefined): text is Language => text === 'zh' || text === 'en';

interface Range {
  readonly language: string | undefined;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [tag, ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { language: tag?.split('-')[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The one of our languages that an Accept-Language header (RFC 9110 12.5.4) likes best; Chinese when it likes none more. */
export function preferredLanguage(header: string | readonly string[] | undefined): Language {
  const ranges = String(header ?? '')
    .slice(0, 500)
    .split(',')
    .map(rangeOf)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const liked = ranges.map(({ language }) => language).find(isLanguage);
  return liked ?? 'zh';
}
