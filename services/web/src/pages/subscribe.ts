import type { Feed } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { type Html, html } from '../html.ts';
import { type Page, section } from '../parts/layout.ts';
import { FEED_TYPES, type FeedNames, feedNames, howToSubscribe, nameOfFeed } from '../parts/subscribe.ts';
import { named, type View } from '../view.ts';
import { notFoundPage } from './failure.ts';

/** On this site, by whatever name somebody has come to it. */
function onThisSite(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function card(view: View, names: FeedNames, feed: Feed): Html {
  const { subscribe } = view.words;
  const name = nameOfFeed(view, names, feed);
  const { google, outlook, office } = feed.links;
  const other = (href: string, text: string): Html =>
    html`<a href="${href}" rel="noopener noreferrer" aria-label="${text}: ${name}">${text}</a>`;
  return html`<li class="feed-card"><h3><bdi>${name}</bdi></h3>
<img src="${onThisSite(feed.qr)}" width="148" height="148" loading="lazy" alt="${subscribe.qrOf(name)}">
<p><a class="button" href="${feed.webcal}" aria-label="${subscribe.openNamed(name)}">${subscribe.open}</a></p>
<p class="others">${other(google, subscribe.google)} · ${other(outlook, subscribe.outlook)} · ${other(office, subscribe.office)}</p>
<p><a class="address" href="${feed.url}">${feed.url}</a></p></li>`;
}

function group(view: View, names: FeedNames, feeds: readonly Feed[], type: Feed['type']): Html | undefined {
  const own = feeds.filter((feed) => feed.type === type);
  if (own.length === 0) return undefined;
  const { groups } = view.words.subscribe;
  return section(type, groups[type], html`<ul class="feed-cards">${own.map((feed) => card(view, names, feed))}</ul>`);
}

/** Every public feed of a center with its QR code, and the links of those who fetch for people. */
export const subscribePage =
  (reads: Reads) =>
  async (view: View, { id }: { readonly id: string }): Promise<Page> => {
    const center = await reads.center(id);
    if (!center) return notFoundPage(view);
    const [feeds, rooms, kinds, packages, routes] = await Promise.all([
      reads.feeds(id, view.language),
      reads.rooms(id),
      reads.kinds(),
      reads.packages(),
      reads.routes(id),
    ]);
    const { subscribe } = view.words;
    const names = feedNames({ room: rooms, kind: kinds, package: packages, route: routes });
    const none = feeds.length === 0 && html`<p class="soft">${subscribe.none}</p>`;
    const body = html`<div class="heading"><h1>${subscribe.title} · ${named(view, center.name)}</h1></div>
<p>${subscribe.intro} <a href="${view.link(`/centers/${id}`)}">${named(view, center.name)}</a></p>${howToSubscribe(view)}${none}
${FEED_TYPES.map((type) => group(view, names, feeds, type))}`;
    return { status: 200, title: `${subscribe.title} · ${center.name[view.language]}`, body };
  };
