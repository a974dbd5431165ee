import type { clientOf } from '../support/client.ts';
import type { Book, Sent } from './book.ts';
import type { Activity } from './documents.ts';
import { feedDifferences } from './feeds.ts';
import { inTurns, untilNone } from './in-turns.ts';
import { lossesOf } from './losses.ts';
import { differencesOf, doubledIn } from './oracle.ts';
import { unaskedFor, unexplained } from './phantoms.ts';
import type { Season } from './place.ts';
import { readActivity, roomUse } from './reading.ts';
import { repeat } from './repeats.ts';

const DECIDED_WITHIN_MS = 60_000;
/** How far a view or a feed may be behind the log. */
const VIEWS_WITHIN_MS = 5_000;

/** What was found wrong, a line each. */
export interface Findings {
  /** Acknowledged, and not there as it was said. */
  readonly lost: readonly string[];
  /** Repeated, and answered in another way. */
  readonly answeredOtherwise: readonly string[];
  readonly phantoms: readonly string[];
  readonly doubled: readonly string[];
  /** Without an answer of room-allocation. */
  readonly undecided: readonly string[];
  /** Room use or feed tell something else than the activities. */
  readonly disagreeing: readonly string[];
}

export interface Audited {
  readonly client: ReturnType<typeof clientOf>;
  readonly book: Book;
  readonly season: Season;
  /** Every activity as it was last read: it changes when somebody asks for something, or when it is announced. */
  readonly known: Map<string, Activity>;
  /** What the feeds have shown so far: SEQUENCE by activity. */
  readonly sequences: Map<string, number>;
}

export const auditOf = (client: Audited['client'], book: Book, season: Season): Audited => ({
  client,
  book,
  season,
  known: new Map(),
  sequences: new Map(),
});

async function undecidedOf({ client }: Audited, ids: readonly string[]): Promise<readonly string[]> {
  const known = await inTurns(ids, (id) => readActivity(client, id));
  return known.flatMap((activity) => (activity?.awaitsAnswer ? [`activity ${activity.id} has no answer`] : []));
}

async function disagreements(audited: Audited, ids: readonly string[]): Promise<readonly string[]> {
  const { client, season, known, sequences } = audited;
  // What is tentative is announced without anybody asking.
  const tentative = [...known.values()].filter(({ announced }) => !announced).map(({ id }) => id);
  for (const activity of await inTurns([...new Set([...ids, ...tentative])], (id) => readActivity(client, id))) {
    if (activity) known.set(activity.id, activity);
  }
  const activities = [...known.values()];
  return untilNone(
    async () => [
      ...differencesOf(await roomUse(client, season), activities),
      ...(await feedDifferences(client, season, activities, sequences)),
    ],
    VIEWS_WITHIN_MS,
  );
}

const idsOf = (sent: readonly Sent[]): readonly string[] => [
  ...new Set(
    sent.flatMap(({ command, answer }) =>
      answer && command.operation !== 'createOrganization' ? [String(answer.json.id)] : [],
    ),
  ),
];

/** Compares what is there with what was acknowledged of these commands, after sending all of them again. */
export async function audit(audited: Audited, commands: readonly Sent[]): Promise<Findings> {
  const { client, book, season } = audited;
  // First what is there by itself, before a repeat could mend it.
  const lost = await lossesOf(client, commands);
  const answeredOtherwise = await repeat(client, book, commands);
  const ids = idsOf(commands);
  const undecided = await untilNone(() => undecidedOf(audited, ids), DECIDED_WITHIN_MS);
  const disagreeing = await disagreements(audited, ids);
  return {
    lost,
    answeredOtherwise,
    undecided,
    disagreeing,
    doubled: doubledIn(await roomUse(client, season)),
    phantoms: [...(await unaskedFor(client, book)), ...(await unexplained(client, book, ids))],
  };
}
