import type { Bilingual, Language, Minute } from '@huitang/contracts';
import type { Installation } from '@huitang/runtime';
import { type Html, html } from './html.ts';
import { preferredLanguage } from './language.ts';
import { words } from './words/index.ts';
import type { Words } from './words/words.ts';

export type Query = Readonly<Record<string, string | undefined>>;

export interface Address {
  readonly path: string;
  readonly query?: Query;
}

/** What every part of a page needs to know of the request. */
export interface View {
  readonly language: Language;
  readonly words: Words;
  /** The language somebody asked for in the address; undefined where the browser's preference decides. */
  readonly chosen: Language | undefined;
  readonly now: Minute;
  readonly publicUrl: string;
  /** An address of this site; it keeps the language somebody chose. */
  readonly link: (path: string, query?: Query) => string;
  /** The same page in the other language. */
  readonly otherLanguage: string;
}

export function addressText({ path, query = {} }: Address): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}

interface Asked {
  readonly here: Address;
  readonly chosen: Language | undefined;
  readonly accepted: string | readonly string[] | undefined;
  readonly now: Minute;
  readonly installation: Installation;
}

export function viewOf({ here, chosen, accepted, now, installation }: Asked): View {
  const language = chosen ?? preferredLanguage(accepted);
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return {
    language,
    words: words[language],
    chosen,
    now,
    publicUrl: installation.publicUrl,
    link: (path, query = {}) => addressText({ path, query: { ...query, lang: chosen } }),
    otherLanguage: addressText({ path: here.path, query: { ...here.query, lang: other } }),
  };
}

/** A name in the language of the page; whatever direction it is written in stays inside it. */
export const named = (view: View, name: Bilingual): Html => html`<bdi>${name[view.language]}</bdi>`;

/** Carries a chosen language through a form. */
export const languageField = ({ chosen }: View): Html | undefined =>
  chosen && html`<input type="hidden" name="lang" value="${chosen}">`;
