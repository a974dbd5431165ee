import { proposal } from '../support/centers.ts';
import type { Book, Command } from './book.ts';
import { pick } from './dice.ts';
import { CENTER, ORGANIZATION, organization, type Season, someStart } from './place.ts';

const needs = [
  [],
  [],
  [{ role: 'room', features: [], resourceId: `${CENTER}-hall` }],
  [{ role: 'room', features: ['projector'] }],
  [{ role: 'guide', skills: [] }],
  [{ role: 'kit', resourceId: `${CENTER}-headsets`, count: 30 }],
];

/** What somebody might ask for: an hour everybody wants, a whole night, a few minutes, with or without alternatives. */
function wish(season: Season, dice: () => number, title: string) {
  const start = someStart(season, dice);
  const alternatives = dice() < 0.3 ? [{ start: someStart(season, dice) }, { start: someStart(season, dice) }] : [];
  return proposal(CENTER, start, {
    organization: ORGANIZATION,
    title,
    headcount: pick(dice, [5, 25, 50, 150]),
    durationMinutes: pick(dice, [15, 30, 60, 60, 120, 720]),
    needs: pick(dice, needs),
    alternatives,
  });
}

/** The next thing that somebody asks for; changes are of activities whose proposal was acknowledged. */
export function nextCommand(book: Book, season: Season, dice: () => number): Command {
  const key = `${book.seed}-${book.sent.size}`;
  const one = book.activities.length > 0 && dice() < 0.35 ? pick(dice, book.activities) : undefined;
  const headers = { 'idempotency-key': key, ...(dice() < 0.4 && { prefer: 'wait=5' }) };
  if (one !== undefined && dice() < 0.5) {
    return { operation: 'cancelActivity', key, path: `/api/activities/${one}/cancel`, headers };
  }
  if (one !== undefined) {
    const body = wish(season, dice, `改期 ${key}`);
    return { operation: 'reviseActivity', key, path: `/api/activities/${one}/revise`, body, headers };
  }
  if (dice() < 0.1) {
    const body = organization(`branch-${key}`);
    return { operation: 'createOrganization', key, path: '/api/organizations', body, headers };
  }
  const body = wish(season, dice, `活动 ${key}`);
  return { operation: 'proposeActivity', key, path: '/api/activities', body, headers };
}
