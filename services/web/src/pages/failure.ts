import { html } from '../html.ts';
import type { Page } from '../parts/layout.ts';
import type { View } from '../view.ts';

const RETRY_AFTER_SECONDS = 5;

const plainPage = (view: View, status: number, title: string, note: string): Page => ({
  status,
  title,
  body: html`<div class="failure"><p class="status" aria-hidden="true">${status}</p><h1>${title}</h1><p>${note}</p><p><a class="button" href="${view.link('/')}">${view.words.failure.backHome}</a></p></div>`,
});

export const notFoundPage = (view: View): Page => {
  const { failure } = view.words;
  return plainPage(view, 404, failure.notFound, failure.notFoundNote);
};

/** The API is away or says that it cannot answer now. */
export const awayPage = (view: View): Page => {
  const { failure } = view.words;
  return {
    ...plainPage(view, 503, failure.away, failure.awayNote),
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  };
};

/** The API answered something that nobody expected (502), or the page itself is at fault (500). */
export const brokenPage = (view: View, status: 500 | 502): Page => {
  const { failure } = view.words;
  return plainPage(view, status, failure.broken, failure.brokenNote);
};
