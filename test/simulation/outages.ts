import type { PortCall, Random } from '@huitang/engine-simulated';

/** What can be away at once: each by the ports that are reached through it. */
const PARTS: readonly (readonly string[])[] = [
  ['log', 'history', 'records', 'views', 'vault'],
  ['bus'],
  ['mailer'],
  ['views'],
  ['records'],
  ['vault'],
];

const LEAST_MS = 5_000;
const MOST_MS = 10 * 60_000;
/** At once: in a world where everything is away nothing is decided, so that nothing can be decided wrongly. */
const OUTAGES_MAX = 2;

/** Somebody is away: every call is refused at once, for seconds or minutes, to one process or to all. */
export interface Outages {
  /** One more, mostly for seconds; nothing where so many are away that nothing would go on. */
  begin(dice: Random, now: number, processes: readonly string[]): void;
  isOut(call: Pick<PortCall, 'what' | 'process'>, now: number): boolean;
  /** Everybody is back. */
  end(): void;
}

interface Outage {
  readonly ports: readonly string[];
  /** Undefined for all of them. */
  readonly process: string | undefined;
  readonly until: number;
}

export function createOutages(): Outages {
  let outages: readonly Outage[] = [];
  return {
    begin(dice, now, processes) {
      const ports = dice.pick(PARTS);
      const process = dice.chance(0.5) && processes.length > 0 ? dice.pick(processes) : undefined;
      const forMs = LEAST_MS * (MOST_MS / LEAST_MS) ** (dice.fraction() ** 2);
      const lasting = outages.filter(({ until }) => until > now);
      if (lasting.length < OUTAGES_MAX) outages = [...lasting, { ports, process, until: now + forMs }];
    },
    isOut: ({ what, process }, now) =>
      outages.some(
        (one) =>
          now < one.until && (one.process ?? process) === process && one.ports.includes(what.split('.', 1)[0] ?? ''),
      ),
    end() {
      outages = [];
    },
  };
}
