import type { Bilingual } from '@huitang/contracts';
import type { Feed } from '../api/answers.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** The sorts of public feeds in the order they are shown. */
export const FEED_TYPES = ['center', 'room', 'kind', 'package', 'route'] as const;

/** Better names than a feed's own, by `type/id`: without the center's, and the catalogue's for packages and routes. */
export type FeedNames = ReadonlyMap<string, Bilingual>;

export const feedNames = (
  lists: Readonly<Partial<Record<Feed['type'], readonly { readonly id: string; readonly name: Bilingual }[]>>>,
): FeedNames =>
  new Map(
    FEED_TYPES.flatMap((type) =>
      (lists[type] ?? []).map(({ id, name }): [string, Bilingual] => [`${type}/${id}`, name]),
    ),
  );

export function nameOfFeed({ words, language }: View, names: FeedNames, feed: Feed): string {
  if (feed.type === 'center') return words.subscribe.everything;
  return (names.get(`${feed.type}/${feed.id}`) ?? feed.name)[language];
}

function row(view: View, names: FeedNames, feed: Feed): Html {
  const { subscribe } = view.words;
  const name = nameOfFeed(view, names, feed);
  return html`<tr><th scope="row"><bdi>${name}</bdi></th>
<td><a class="button" href="${feed.webcal}" aria-label="${subscribe.openNamed(name)}">${subscribe.open}</a></td>
<td><a class="address" href="${feed.url}">${feed.url}</a></td></tr>`;
}

function group(view: View, names: FeedNames, feeds: readonly Feed[], type: Feed['type']): Html | undefined {
  const own = feeds.filter((feed) => feed.type === type);
  if (own.length === 0) return undefined;
  const heading = html`<tr><th colspan="3" scope="rowgroup">${view.words.subscribe.groups[type]}</th></tr>`;
  return html`<tbody>${heading}${own.map((feed) => row(view, names, feed))}</tbody>`;
}

/** Every public feed with the link that phones open and the address to copy. */
export function feedTable(view: View, names: FeedNames, feeds: readonly Feed[], center: string): Html {
  const { subscribe } = view.words;
  if (feeds.length === 0) return html`<p class="soft">${subscribe.none}</p>`;
  return html`<table class="feeds"><caption class="hidden"><bdi>${subscribe.title} · ${center}</bdi></caption>
<thead><tr><th scope="col">${subscribe.calendar}</th><th scope="col">${subscribe.open}</th><th scope="col">${subscribe.address}</th></tr></thead>
${FEED_TYPES.map((type) => group(view, names, feeds, type))}</table>`;
}

export const howToSubscribe = ({ words: { subscribe } }: View): Html =>
  html`<div class="how-to"><h3>${subscribe.howTo}</h3><ol>${subscribe.steps.map((step) => html`<li>${step}</li>`)}</ol></div>`;
