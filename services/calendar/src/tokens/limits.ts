import type { FeedSettings } from '@huitang/runtime';
import { type Allowance, allowance } from './allowance.ts';

/** How often private feeds are answered; 0, or the seconds after which they are again. */
export interface FeedLimits {
  /** Tight: a calendar comes once an hour. */
  readonly ofToken: Allowance;
  /** Loose: providers come for many people from few addresses. It bounds guessing too. */
  readonly ofAddress: Allowance;
}

export const feedLimits = ({ perToken, perAddress }: Pick<FeedSettings, 'perToken' | 'perAddress'>): FeedLimits => ({
  ofToken: allowance(perToken),
  ofAddress: allowance(perAddress),
});
