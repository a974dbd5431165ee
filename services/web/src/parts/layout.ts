import { type Html, html, isolated, type Part } from '../html.ts';
import type { View } from '../view.ts';

export interface Page {
  readonly status: number;
  /** In the page's language, without the site's name. */
  readonly title: string;
  readonly body: Html;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The seal: the first character of the name, white on cinnabar. */
const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%227%22 fill=%22%23a61b1b%22/%3E%3Cpath d=%22M7 14 16 7l9 7M9 14h14v10H9z M16 17v7%22 fill=%22none%22 stroke=%22%23fff8ec%22 stroke-width=%222.4%22/%3E%3C/svg%3E';

function header({ words, link, otherLanguage, language }: View): Html {
  const { site } = words;
  const other = language === 'zh' ? 'en' : 'zh-CN';
  return html`<header class="site"><div class="inner">
<a class="brand" href="${link('/')}"><span class="seal" aria-hidden="true">堂</span><span class="names"><span class="name">${site.name}</span> <span class="soft">${site.about}</span></span></a>
<nav aria-label="${site.navigation}"><a href="${link('/')}">${site.home}</a><a href="/api">${site.api}</a></nav>
<a class="language" href="${otherLanguage}" lang="${other}" hreflang="${other}">${site.otherLanguage}</a>
</div></header>`;
}

const footer = ({ words: { site } }: View): Html =>
  html`<footer class="site"><div class="inner"><p class="soft">${site.footer}</p>
<p><a href="/api">${site.api}</a><a href="/openapi.json">${site.openApi}</a><a href="/healthz">${site.health}</a></p></div></footer>`;

/** A whole document around what is particular to a page. */
export function layout(view: View, { title, body }: Page, stylesheet: string): Html {
  const { site, locale } = view.words;
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${isolated(title)} · ${site.name}</title><link rel="icon" href="${ICON}"><link rel="stylesheet" href="${stylesheet}"></head>
<body><a class="skip" href="#main">${site.skip}</a>
${header(view)}
<main id="main" tabindex="-1">${body}</main>
${footer(view)}</body></html>
`;
}

/** A section with its heading; `id` is what addresses and other elements refer to. */
export const section = (id: string, heading: Part, body: Part, kind = ''): Html =>
  html`<section class="${kind}" id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>${body}</section>`;

/** What may be wider than a phone scrolls by itself, by keyboard too. */
export const scroller = ({ words }: View, label: string, body: Html): Html =>
  html`<div class="scroller" role="region" tabindex="0" aria-label="${label} (${words.use.scrolls})">${body}</div>`;
