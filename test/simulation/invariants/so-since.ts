import type { Commit } from '@huitang/runtime';
import type { Exchange } from '../exchange.ts';
import { alreadySo } from './already-so.ts';
import type { View } from './invariant.ts';

/** Tells whether there was nothing to do for a request, at any moment from one on. */
export interface SoSince {
  know(service: string, commit: Commit): void;
  /** `sinceMs`: virtual, since 1970. */
  wasSo(exchange: Exchange, sinceMs: number): boolean;
}

export function soSince(view: Pick<View, 'world' | 'options'>): SoSince {
  const { durable, scheduler } = view.world;
  /** When the commits of a stream became durable, in their order. */
  const moments = new Map<string, number[]>();
  const nameOf = (service: string, stream: string): string => `${service} ${stream}`;

  /** How many commits a stream had by then. */
  const known = (service: string, stream: string, sinceMs: number): number =>
    (moments.get(nameOf(service, stream)) ?? []).filter((at) => at <= sinceMs).length;

  return {
    know(service, { stream }) {
      const name = nameOf(service, stream);
      const times = moments.get(name);
      if (times) times.push(scheduler.now());
      else moments.set(name, [scheduler.now()]);
    },
    wasSo(exchange, sinceMs) {
      for (let back = 0; ; back += 1) {
        let isFirst = true;
        const isSo = alreadySo(view, exchange, (service, stream) => {
          // What is not synced yet is among them, and may be decided upon.
          const commits = durable.log(service).ofStream(stream);
          const newer = commits.length - known(service, stream, sinceMs);
          const without = Math.min(back, newer);
          if (without < newer) isFirst = false;
          return commits.slice(0, commits.length - without).flatMap(({ events }) => events);
        });
        if (isSo || isFirst) return isSo;
      }
    },
  };
}
