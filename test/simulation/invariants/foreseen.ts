import { Availability, type AvailableStart, minuteOf, type Wish } from '@huitang/contracts';
import { isDone } from '../client-commands.ts';
import type { Ask, Exchange } from '../exchange.ts';
import { needsIn } from './searches.ts';

export type Terms = Omit<Wish, 'starts'>;

/** One answer about what could be had. */
export interface Foreseen {
  readonly centerId: string;
  /** What was asked for, with the buffers it has at least, and with those it may have at most: a kind may have its own. */
  readonly least: Terms;
  readonly most: Terms;
  readonly items: readonly AvailableStart[];
}

const STEP_MINUTES = 30;
const BUFFER_MAX = 480;

function termsOf(ask: Ask, buffer: number): Terms {
  const { durationMinutes, headcount, setupMinutes = buffer, teardownMinutes = buffer } = ask.query ?? {};
  return {
    durationMinutes: Number(durationMinutes),
    headcount: Number(headcount),
    needs: needsIn(ask),
    setupMinutes: Number(setupMinutes),
    teardownMinutes: Number(teardownMinutes),
    asGiven: false,
  };
}

/** Undefined for whatever else was asked, and where there is no answer to it. */
export function foreseenIn(exchange: Exchange): Foreseen | undefined {
  const { ask, answer } = exchange;
  if (ask.operationId !== 'readAvailability' || !isDone(exchange)) return undefined;
  const { items } = Availability.parse(answer?.body);
  return { centerId: ask.params?.id ?? '', least: termsOf(ask, 0), most: termsOf(ask, BUFFER_MAX), items };
}

/** Every half hour that was asked about, in minutes. */
export function startsAsked({ query = {} }: Ask): readonly number[] {
  const [from, to] = [minuteOf(query.from ?? ''), minuteOf(query.to ?? '')];
  return Array.from({ length: Math.ceil((to - from) / STEP_MINUTES) }, (_, index) => from + index * STEP_MINUTES);
}
