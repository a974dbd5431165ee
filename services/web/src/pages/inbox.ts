import { minuteOf } from '@huitang/contracts';
import type { InboxMessage, InboxPage } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { type Html, html } from '../html.ts';
import { dateAt, timeText } from '../model/local-day.ts';
import type { Page } from '../parts/layout.ts';
import type { View } from '../view.ts';
import { notFoundPage } from './failure.ts';

/** Organizations have no zone of their own; the times of activities are in what they were told. */
const ZONE = 'Asia/Shanghai';

export interface AskedInbox {
  readonly id: string;
  readonly before?: number | undefined;
}

export const inboxPath = (id: string): string => `/organizations/${encodeURIComponent(id)}/inbox`;

function toldAt({ words }: View, at: string): Html {
  const minute = minuteOf(at);
  return html`<time datetime="${at}">${words.dates.dayWithYear(dateAt(minute, ZONE))} ${timeText(minute, ZONE)}</time>`;
}

/** The words are those of the organization's language, whichever the page has. */
function messageItem(view: View, { subject, lines, at, isRead, activityId, number }: InboxMessage): Html {
  const { inbox } = view.words;
  const mark = !isRead && html`<strong>${inbox.isNew}</strong> `;
  return html`<li class="${isRead ? 'message' : 'message new'}" id="message-${number}"><h2>${mark}<bdi>${subject}</bdi></h2>
<p class="soft">${toldAt(view, at)}</p>${lines.map((line) => html`<p dir="auto">${line}</p>`)}
<p><a href="${view.link(`/activities/${encodeURIComponent(activityId)}`)}">${inbox.open}</a></p></li>`;
}

/** Up to the newest that is shown: what has come since stays new. */
function markAll(view: View, id: string, { items, unread }: InboxPage): Html | undefined {
  const newest = items[0];
  if (unread === 0 || !newest) return undefined;
  return html`<form method="post" action="${view.link(inboxPath(id))}"><input type="hidden" name="upTo" value="${newest.number}"><button type="submit">${view.words.inbox.markAll}</button></form>`;
}

function pages(view: View, { id, before }: AskedInbox, { cursor }: InboxPage): Html | undefined {
  const { older, newest } = view.words.inbox;
  if (before === undefined && cursor === undefined) return undefined;
  const first = before !== undefined && html`<a href="${view.link(inboxPath(id))}">${newest}</a> `;
  const next =
    cursor !== undefined &&
    html`<a href="${view.link(inboxPath(id), { before: String(cursor) })}" rel="next">${older}</a>`;
  return html`<p>${first}${next}</p>`;
}

/** What an organization was told in its inbox, the newest first. */
export const inboxPage =
  (reads: Reads) =>
  async (view: View, asked: AskedInbox): Promise<Page> => {
    const page = await reads.inbox(asked.id, asked.before);
    if (!page) return notFoundPage(view);
    const { inbox } = view.words;
    const none = page.items.length === 0 && html`<p class="soft">${inbox.none}</p>`;
    const body = html`<div class="heading"><h1>${inbox.title} · <bdi>${asked.id}</bdi></h1></div>
<p>${page.unread === 0 ? inbox.allRead : inbox.unread(page.unread)}</p>${asked.before === undefined && markAll(view, asked.id, page)}${none}
<ol class="messages">${page.items.map((message) => messageItem(view, message))}</ol>${pages(view, asked, page)}`;
    const headers = { 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' };
    return { status: 200, title: `${inbox.title} · ${asked.id}`, body, headers };
  };
