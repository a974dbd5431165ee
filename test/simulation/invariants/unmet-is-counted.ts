import { minuteOf, UnmetDemand, type UnmetGroup } from '@huitang/contracts';
import type { Exchange } from '../exchange.ts';
import { busIsIdle } from '../state.ts';
import { foreseenIn } from './foreseen.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Counted, groupName, OUTCOMES, plainDemand } from './plain-demand.ts';
import { publicState } from './public-state.ts';
import { askedText, foundTexts } from './searches.ts';
import { isSettled } from './settled.ts';

const FINDINGS_MAX = 3;
const DAY_MS = 86_400_000;
/** As many dates as the report takes. */
const DATES = { before: 30, after: 60 } as const;
/** More than any clock of a run is ahead. */
const WRONG_CLOCK_MINUTES = 120;

const dateAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const nameOf = ({ weekday, fromHour, toHour, features, roles }: UnmetGroup): string =>
  groupName(weekday, `${fromHour}-${toHour}`, features, roles);

const shownOf = ({ refused, moved, foundNothing, displaced = 0 }: UnmetGroup): Counted['sure'] => ({
  refused,
  moved,
  foundNothing,
  displaced,
});

/** True where a group says what the log does, as far as the log says which of two answers was the first. */
function agrees(shown: UnmetGroup, { wishes, organizations, sure, possible }: Counted): boolean {
  const counts = shownOf(shown);
  const sum = OUTCOMES.reduce((all, outcome) => all + counts[outcome], 0);
  const isBetween = OUTCOMES.every((one) => sure[one] <= counts[one] && counts[one] <= possible[one]);
  return sum === wishes && isBetween && shown.organizations === organizations;
}

function differs(view: View, { ask: { query = {} }, answer }: Exchange): Findings {
  const { center = '', from = '', to = '' } = query;
  const what = `unmet demand of ${center}`;
  const report = UnmetDemand.safeParse(answer?.body);
  if (!report.success) return [`${what} was answered ${answer?.status}`];
  const expected = plainDemand(view, center, { from, to });
  if (!expected) return [];
  const { items } = report.data;
  const shown = new Map(items.map((group) => [nameOf(group), group]));
  const names = [...new Set([...shown.keys(), ...expected.keys()])];
  const wrong = names.flatMap((name) => {
    const [said, logged] = [shown.get(name), expected.get(name)];
    if (said && logged && agrees(said, logged)) return [];
    const told = said ? JSON.stringify({ ...shownOf(said), organizations: said.organizations }) : 'nothing';
    return [`${what} says of ${name} ${told}, and the log ${logged ? JSON.stringify(logged) : 'nothing'}`];
  });
  return [...wrong, ...(shown.size < items.length ? [`${what} has a group twice`] : [])].slice(0, FINDINGS_MAX);
}

/**
 * At rest the report of unmet demand counts each wish of the log that was not answered as asked, once and in its group,
 * and nothing else; a search that shows nothing is in the log when it is answered. Not checked: seats, reasons, and what
 * would have helped.
 */
export const unmetIsCounted: Invariant = {
  name: 'I7 unmet demand is counted',
  watch(view) {
    const searches = new Set<string>();

    function isForgotten(exchange: Exchange): boolean {
      const foreseen = foreseenIn(exchange);
      if (!foreseen || foreseen.items.some(({ isAvailable }) => isAvailable)) return false;
      const soonest = (exchange.answeredAt ?? 0) / 60_000 + WRONG_CLOCK_MINUTES;
      const isToCome = foreseen.items.some(({ start }) => minuteOf(start) > soonest);
      return isToCome && !searches.has(askedText(exchange.ask));
    }

    return {
      committed(_service, commit) {
        for (const text of foundTexts(commit)) searches.add(text);
        return [];
      },
      answered: (exchange) =>
        isForgotten(exchange) ? [`${exchange.client} has found nothing in ${exchange.ask.params?.id}, untold`] : [],
      lastAsks() {
        const now = view.world.scheduler.now();
        const dates = { from: dateAt(now - DATES.before * DAY_MS), to: dateAt(now + DATES.after * DAY_MS) };
        const centers = [...publicState(view).centers.keys()];
        return centers.map((center) => ({ operationId: 'unmetDemand', query: { center, ...dates } }));
      },
      ended({ quiet }): Findings {
        if (!quiet || !busIsIdle(view) || !isSettled(view)) return [];
        return view.exchanges
          .filter(({ client, ask }) => client === 'inspector' && ask.operationId === 'unmetDemand')
          .flatMap((exchange) => differs(view, exchange));
      },
    };
  },
};
