import type { Language, Reason } from '@huitang/contracts';
import { en } from './en.ts';
import type { Parts, Sentences } from './parts.ts';
import { zh } from './zh.ts';

const sentences: Readonly<Record<Language, Sentences>> = { zh, en };

/** A code that a newer version has: its own words, with the resource it is about. */
function unknown({ code, resourceId }: Reason, { name }: Parts, language: Language): string {
  const words = code.replaceAll('-', ' ');
  if (language === 'zh') return `${resourceId === undefined ? '' : `${name}：`}其他原因（${words}）。`;
  const sentence = resourceId === undefined ? words : `${name}: ${words}`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** A reason as one sentence; `nameOf` gives a resource's name. */
export function reasonText(reason: Reason, language: Language, nameOf: (resourceId: string) => string): string {
  const { code, resourceId, values = {} } = reason;
  const parts: Parts = {
    name: resourceId === undefined ? '' : nameOf(resourceId),
    value: (key) => (Object.hasOwn(values, key) ? String(values[key]) : ''),
  };
  const known = Object.hasOwn(sentences[language], code) ? sentences[language][code] : undefined;
  return known ? known(parts) : unknown(reason, parts, language);
}
