import type { Kind } from '../api/answers.ts';
import { type Html, html } from '../html.ts';
import { named, type View } from '../view.ts';

/** What the bars of the tables mean. */
export function legend(view: View, kinds: readonly Kind[]): Html {
  const { use } = view.words;
  const kindKeys = kinds.map(
    (kind) => html`<li><i class="key" style="--kind:${kind.colour.hex}"></i>${named(view, kind.name)}</li>`,
  );
  const states = [
    ['buffer', `${use.setup} / ${use.teardown}`],
    ['pending', use.changePending],
    ['tentative', use.mayMove],
    ['occupied', use.occupied],
    ['closed', use.closed],
  ] as const;
  return html`<ul class="legend" aria-label="${use.legend}">${kindKeys}${states.map(([state, text]) => html`<li><i class="key ${state}"></i>${text}</li>`)}</ul>`;
}
