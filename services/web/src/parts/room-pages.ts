import { type Html, html } from '../html.ts';
import type { RoomPage } from '../model/room-page.ts';
import type { View } from '../view.ts';

/** Which rooms of a center are shown, and the way to the others; nothing where all are. */
export function roomPages(view: View, page: RoomPage, addressOf: (number: number) => string): Html | undefined {
  const { number, pages, first, last, total } = page;
  if (pages === 1) return undefined;
  const { use } = view.words;
  const text = use.roomPage(first, last, total);
  const previous =
    number > 1 &&
    html`<a href="${addressOf(number - 1)}" rel="prev"><span aria-hidden="true">‹</span> ${use.previousRooms}</a>`;
  const next =
    number < pages &&
    html`<a href="${addressOf(number + 1)}" rel="next">${use.nextRooms} <span aria-hidden="true">›</span></a>`;
  return html`<nav class="pages" aria-label="${text}"><span>${text}</span>${previous}${next}</nav>`;
}
