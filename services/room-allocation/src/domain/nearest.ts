import type { Minute, Need } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, Nearest } from './allocation-problem.ts';
import { type Placement, placeAt } from './place.ts';
import type { Usage } from './usage.ts';

const DAY_MINUTES = 1440;
/** Offers of one day, so that five half hours of a full morning do not hide the next day. */
const PER_DAY_MAX = 3;
const RELAXED_MAX = 2;

interface Variant {
  readonly needs: readonly Need[];
  readonly relaxed: readonly string[];
  readonly likedFeatures: readonly string[];
}

/** The wish with less asked of its rooms: another room than the one named, or without features. */
function relaxations(needs: readonly Need[]): readonly Variant[] {
  const rooms = needs.filter((need) => need.role === 'room');
  const likedFeatures = rooms.flatMap(({ features }) => features);
  const isNamed = rooms.some(({ resourceId }) => resourceId !== undefined);
  const drop = (relaxed: readonly string[]): Variant => ({
    relaxed,
    likedFeatures,
    needs: needs.map((need) => {
      if (need.role !== 'room') return need;
      const { resourceId, features } = need;
      const kept = relaxed.includes('room') || resourceId === undefined ? {} : { resourceId };
      return { role: 'room', features: relaxed.includes('features') ? [] : features, ...kept };
    }),
  });
  return [
    ...(isNamed ? [drop(['room'])] : []),
    ...(likedFeatures.length > 0 ? [drop(['features'])] : []),
    ...(isNamed && likedFeatures.length > 0 ? [drop(['room', 'features'])] : []),
  ];
}

const offer = (
  start: Minute,
  { claims }: Placement,
  request: AllocationRequest,
  problem: AllocationProblem,
  relaxed: readonly string[],
): Nearest => ({
  start,
  end: start + request.durationMinutes,
  resourceIds: claims.map(({ resource }) => resource.id),
  center: problem.policy.center,
  relaxed,
});

/** The wished times with other rooms: the first that can be had of each relaxation. */
function relaxedOffers(request: AllocationRequest, problem: AllocationProblem, usage: Usage): readonly Nearest[] {
  const offers: Nearest[] = [];
  for (const { needs, relaxed, likedFeatures } of relaxations(request.needs)) {
    for (const start of request.starts) {
      const placed = placeAt(start, { ...request, needs }, problem, usage, likedFeatures);
      if (!placed.ok) continue;
      offers.push(offer(start, placed.value, request, problem, relaxed));
      break;
    }
    if (offers.length === RELAXED_MAX) break;
  }
  return offers;
}

/** Other starts for the whole wish, closest to the preferred one first, and not all of one day. */
function otherStarts(
  request: AllocationRequest,
  problem: AllocationProblem,
  usage: Usage,
  max: number,
): readonly Nearest[] {
  const { preferredStart, starts } = request;
  const distance = (start: Minute): number => Math.abs(start - preferredStart);
  const candidates = [...new Set([...starts, ...problem.policy.nearestStarts])].sort(
    (a, b) => distance(a) - distance(b) || a - b,
  );
  const perDay = new Map<number, number>();
  const offers: Nearest[] = [];
  for (const start of candidates) {
    if (offers.length >= max) break;
    const day = Math.round((start - preferredStart) / DAY_MINUTES);
    const count = perDay.get(day) ?? 0;
    if (count >= PER_DAY_MAX) continue;
    const placed = placeAt(start, request, problem, usage);
    if (!placed.ok) continue;
    perDay.set(day, count + 1);
    offers.push(offer(start, placed.value, request, problem, starts.includes(start) ? [] : ['start']));
  }
  return offers;
}

/** What can be had instead, the closest to the wish first; each is granted when it is sent back as it stands. */
export function nearestOf(request: AllocationRequest, problem: AllocationProblem, usage: Usage): readonly Nearest[] {
  const max = problem.policy.nearestMax;
  if (max <= 0) return [];
  const relaxed = relaxedOffers(request, problem, usage).slice(0, max);
  return [...relaxed, ...otherStarts(request, problem, usage, max - relaxed.length)];
}
