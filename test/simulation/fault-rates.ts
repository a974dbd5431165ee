import type { FaultSource, Random, Verdict } from '@huitang/engine-simulated';

/** How often a call of a port goes wrong, by how it does. */
export type FaultRates = Readonly<Record<Exclude<Verdict, 'done'>, number>>;

export const noRates: FaultRates = { refused: 0, lost: 0, slow: 0, 'crash-before': 0, 'crash-after': 0, late: 0 };

/** Swarm: every kind is there or not, often or seldom, so that seeds meet combinations nobody thought of. */
export function drawRates(dice: Random): FaultRates {
  const rate = (least: number, most: number): number => {
    const isThere = dice.chance(0.5);
    const often = least * (most / least) ** dice.fraction();
    return isThere ? often : 0;
  };
  return {
    refused: rate(0.001, 0.05),
    lost: rate(0.001, 0.05),
    slow: rate(0.000_2, 0.005),
    'crash-before': rate(0.000_1, 0.001),
    'crash-after': rate(0.000_1, 0.001),
    late: rate(0.000_2, 0.005),
  };
}

/** Faults at these rates until `isHealed`. */
export function drawnFaults(dice: Random, rates: FaultRates, isHealed: () => boolean): FaultSource {
  const kinds = Object.entries(rates) as [Exclude<Verdict, 'done'>, number][];
  return () => {
    if (isHealed()) return 'done';
    let left = dice.fraction();
    for (const [kind, rate] of kinds) {
      if (left < rate) return kind;
      left -= rate;
    }
    return 'done';
  };
}
