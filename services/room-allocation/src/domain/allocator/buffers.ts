import type { Interval, Minute, Person, Resource, Room } from '@huitang/contracts';
import type { WishedTerms } from './allocation-problem.ts';

export interface Buffers {
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

/** A wish's buffers, and whether its setup is all there is: then nobody sets up a room that takes longer. */
type Asked = Buffers & { readonly asFound?: boolean | undefined };

/** The longer of the kind's buffers and the resource's own. Kit has none of its own: it is there while the room is. */
export const buffersFor = (
  terms: Asked,
  resource?: Pick<Room | Person, 'setupMinutes' | 'teardownMinutes'>,
): Buffers => ({
  setupMinutes: terms.asFound ? terms.setupMinutes : Math.max(terms.setupMinutes, resource?.setupMinutes ?? 0),
  teardownMinutes: Math.max(terms.teardownMinutes, resource?.teardownMinutes ?? 0),
});

export const withBuffers = (
  start: Minute,
  durationMinutes: number,
  { setupMinutes, teardownMinutes }: Buffers,
): Interval => ({
  start: start - setupMinutes,
  end: start + durationMinutes + teardownMinutes,
});

/** The longest stretch that a wish could take of these resources, relative to its start. */
export function widestSpan(terms: WishedTerms, resources: readonly Resource[]): Interval {
  let widest = withBuffers(0, terms.durationMinutes, terms);
  const widen = (interval: Interval): void => {
    widest = { start: Math.min(widest.start, interval.start), end: Math.max(widest.end, interval.end) };
  };
  for (const resource of resources) {
    if (resource.type === 'room' || resource.type === 'person') {
      widen(withBuffers(0, terms.durationMinutes, buffersFor(terms, resource)));
    }
  }
  for (const need of terms.needs) {
    if (need.role !== 'stop') continue;
    const stop = resources.find(({ id }) => id === need.resourceId);
    const headwayMinutes = stop?.type === 'stop' ? stop.headwayMinutes : 0;
    widen({ start: need.offsetMinutes, end: need.offsetMinutes + need.minutes + headwayMinutes });
  }
  return widest;
}
