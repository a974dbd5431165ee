import type { Package, WalkingRoute } from '../api/answers.ts';
import { type Html, html } from '../html.ts';
import { named, type View } from '../view.ts';
import { sampleTag } from './center-facts.ts';

function stop(view: View, { name, walkingMinutes, dwellMinutes }: WalkingRoute['stops'][number]): Html {
  const { catalogue } = view.words;
  const walk = walkingMinutes > 0 && html`${catalogue.walk(walkingMinutes)} · `;
  return html`<li><span>${named(view, name)}</span> <span class="soft">${walk}${catalogue.stay(dwellMinutes)}</span></li>`;
}

function routeCard(view: View, { name, theme, stops, sample }: WalkingRoute): Html {
  const minutes = stops.reduce((sum, { walkingMinutes, dwellMinutes }) => sum + walkingMinutes + dwellMinutes, 0);
  return html`<li class="route"><h3>${named(view, name)}${sampleTag(view, sample)}</h3>
<p class="soft">${named(view, theme)} · ${view.words.catalogue.wholeRoute(stops.length, minutes)}</p>
<ol class="stops">${stops.map((one) => stop(view, one))}</ol></li>`;
}

export function routeCards(view: View, routes: readonly WalkingRoute[]): Html {
  if (routes.length === 0) return html`<p class="soft">${view.words.catalogue.noRoutes}</p>`;
  return html`<ul class="cards">${routes.map((route) => routeCard(view, route))}</ul>`;
}

function packageCard(view: View, { name, theme, audience, durationMinutes }: Package): Html {
  const { catalogue, dates } = view.words;
  return html`<li class="package"><h3>${named(view, name)}</h3><p class="soft">${named(view, theme)}</p><p>${dates.minutes(durationMinutes)} · ${catalogue.audience[audience]}</p></li>`;
}

export function packageCards(view: View, packages: readonly Package[]): Html {
  if (packages.length === 0) return html`<p class="soft">${view.words.catalogue.noPackages}</p>`;
  return html`<ul class="cards">${packages.map((one) => packageCard(view, one))}</ul>`;
}
