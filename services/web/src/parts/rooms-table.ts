import type { Room } from '@huitang/contracts';
import { type Html, html } from '../html.ts';
import { named, type View } from '../view.ts';
import { scroller } from './layout.ts';

function featureText({ words }: View, feature: string): string {
  const known: Readonly<Record<string, string>> = words.rooms.feature;
  return Object.hasOwn(known, feature) ? (known[feature] ?? feature) : feature.replaceAll('-', ' ');
}

function row(view: View, room: Room): Html {
  const { rooms } = view.words;
  const features = room.features.map((feature) => html`<li>${featureText(view, feature)}</li>`);
  return html`<tr id="${room.id}"><th scope="row">${named(view, room.name)}</th><td>${room.floor ?? rooms.nothing}</td><td class="number">${room.capacity}</td>
<td>${features.length > 0 ? html`<ul class="features">${features}</ul>` : rooms.nothing}</td><td class="number">${rooms.setupTeardown(room.setupMinutes, room.teardownMinutes)}</td></tr>`;
}

/** What each room offers. */
export function roomsTable(view: View, rooms: readonly Room[], center: string): Html {
  const { rooms: words } = view.words;
  if (rooms.length === 0) return html`<p class="soft">${words.none}</p>`;
  const heads = [view.words.use.room, words.floor, words.seats, words.features, words.buffers];
  return scroller(
    view,
    words.title,
    html`<table class="rooms"><caption class="hidden"><bdi>${words.title} · ${center}</bdi></caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rooms.map((room) => row(view, room))}</tbody></table>`,
  );
}
