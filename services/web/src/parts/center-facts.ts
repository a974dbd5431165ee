import type { CenterDocument } from '@huitang/contracts';
import { type Html, html, joined } from '../html.ts';
import { named, type View } from '../view.ts';

const formerNames = (view: View, { formerNames: names }: CenterDocument): Html => {
  const { center } = view.words;
  const texts = names.map(({ name, until }) => {
    const text = name[view.language];
    return html`<li><bdi>${until ? center.until(text, until.slice(0, 4)) : text}</bdi></li>`;
  });
  return html`<div><dt>${center.formerNames}</dt><dd><ul class="plain">${texts}</ul></dd></div>`;
};

/** A link for phones (RFC 5870); the numbers themselves for everybody else. */
export function mapLink(view: View, { geo }: CenterDocument): Html | undefined {
  if (!geo) return undefined;
  const place = `${geo.latitude},${geo.longitude}`;
  return html`<a class="map" href="geo:${place}">${view.words.center.map} <span class="soft">${place}</span></a>`;
}

export const sampleTag = ({ words }: View, isSample: boolean): Html | undefined =>
  isSample ? html` <span class="tag sample">${words.site.sample}</span>` : undefined;

/** Where a center is and what it was called before. */
export function centerFacts(view: View, center: CenterDocument): Html {
  const address = joined([named(view, center.address), mapLink(view, center)], ' ');
  return html`<dl class="facts"><div><dt>${view.words.center.address}</dt><dd>${address}</dd></div>
${center.formerNames.length > 0 && formerNames(view, center)}</dl>`;
}
