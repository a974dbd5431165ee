import {
  type AllocationGranted,
  type CenterProfile,
  type Claim,
  minuteOf,
  type Need,
  type Resource,
  type Wish,
} from '@huitang/contracts';
import { serves, useOf } from './fits.ts';
import { isOpenDuring } from './open-minutes.ts';

type Served = readonly { readonly need: Need; readonly resource: Resource; readonly claim: Claim }[];

/** Pieces of one kit that several needs ask for are one claim of all of them. */
function kitAsOne(needs: readonly Need[]): readonly Need[] {
  const kits = new Map<string, number>();
  for (const need of needs) {
    if (need.role === 'kit') kits.set(need.resourceId, (kits.get(need.resourceId) ?? 0) + need.count);
  }
  const sums = [...kits].map(
    ([id, count]) =>
      needs.flatMap((need) => (need.role === 'kit' && need.resourceId === id ? [{ ...need, count }] : []))[0],
  );
  return [...needs.filter(({ role }) => role !== 'kit'), ...sums.flatMap((need) => need ?? [])];
}

/** Each need with a claim of its own; undefined where there is no way to give them out. */
function handOut(
  needs: readonly Need[],
  claims: readonly Claim[],
  wish: Wish,
  { resources }: Pick<CenterProfile, 'resources'>,
): Served | undefined {
  const [need, ...others] = needs;
  if (!need) return claims.length === 0 ? [] : undefined;
  for (const claim of claims) {
    const resource = resources.find(({ id }) => id === claim.resourceId);
    const isRight = resource && claim.role === need.role && serves(resource, need, wish.headcount);
    if (!isRight || claim.count !== (need.role === 'kit' ? need.count : 1)) continue;
    const rest = handOut(
      others,
      claims.filter((one) => one !== claim),
      wish,
      { resources },
    );
    if (rest) return [{ need, resource, claim }, ...rest];
  }
  return undefined;
}

/** True where a claim takes all that the need does: with setup and teardown, or with the headway behind the group. */
function isEnough({ need, resource, claim }: Served[number], start: number, wish: Wish): boolean {
  const { from, to } = useOf(resource, need, start, wish);
  return minuteOf(claim.start) <= from && minuteOf(claim.end) >= to;
}

/** What is wrong with what a wish was given, as its center was when that was decided; undefined when nothing is. */
export function wrongWith(
  wish: Wish,
  { start, end, claims }: Pick<AllocationGranted, 'start' | 'end' | 'claims'>,
  profile: CenterProfile,
): string | undefined {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  if (to - from !== wish.durationMinutes) return `for ${to - from} minutes, not ${wish.durationMinutes}`;
  const served = handOut(kitAsOne(wish.needs), claims, wish, profile);
  if (!served)
    return `with ${claims.map(({ role, resourceId, count }) => `${count} ${role} ${resourceId}`).join(', ')}, which is not what it needs`;
  if (!served.every((one) => isEnough(one, from, wish))) return 'with something that it does not have all the time';
  if (!wish.asGiven && !isOpenDuring(profile, from, to)) return 'when the center is closed';
  return undefined;
}
