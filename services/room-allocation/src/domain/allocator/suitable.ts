import type { Need, Person, Reason, Resource, Room } from '@huitang/contracts';
import type { AllocationProblem } from './allocation-problem.ts';

export type RoomNeed = Extract<Need, { role: 'room' }>;
export type PersonNeed = Extract<Need, { role: 'guide' | 'lecturer' | 'interpreter' }>;
export type KitNeed = Extract<Need, { role: 'kit' }>;
export type StopNeed = Extract<Need, { role: 'stop' }>;

export const isPersonNeed = (need: Need): need is PersonNeed =>
  need.role === 'guide' || need.role === 'lecturer' || need.role === 'interpreter';

/** Why a room will never do, whatever the time; undefined when it would. */
export function unsuitable(room: Room, need: RoomNeed, headcount: number): Reason | undefined {
  if (need.resourceId !== undefined && room.id !== need.resourceId)
    return { code: 'not-the-room-named', resourceId: room.id };
  const lacking = need.features.find((feature) => !room.features.includes(feature));
  if (lacking !== undefined) return { code: 'room-lacks-feature', resourceId: room.id, values: { feature: lacking } };
  if (room.capacity < headcount) {
    return { code: 'room-too-small', resourceId: room.id, values: { capacity: room.capacity, headcount } };
  }
  return undefined;
}

/** Fewest wasted seats first, then by id. */
export const byFit = (a: Room, b: Room): number => a.capacity - b.capacity || (a.id < b.id ? -1 : 1);

export const canServe = (person: Person, need: PersonNeed): boolean =>
  person.roles.includes(need.role) && need.skills.every((skill) => person.skills.includes(skill));

/** The resources of a center that could serve a wish: what an allocation has to know, and no more. */
export function concerned(resources: readonly Resource[], needs: readonly Need[]): readonly Resource[] {
  const wantsRooms = needs.some(({ role }) => role === 'room');
  const personNeeds = needs.filter(isPersonNeed);
  const named = new Set(
    needs.flatMap((need) => (need.role === 'kit' || need.role === 'stop' ? [need.resourceId] : [])),
  );
  const isConcerned = (resource: Resource): boolean => {
    switch (resource.type) {
      case 'room':
        return wantsRooms;
      case 'person':
        return personNeeds.some((need) => canServe(resource, need));
      case 'kit':
      case 'stop':
        return named.has(resource.id);
    }
  };
  return resources.filter(isConcerned);
}

/** Resources as the allocator takes them. */
export const partsOf = (resources: readonly Resource[]): Pick<AllocationProblem, 'rooms' | 'pools' | 'stops'> => ({
  rooms: resources.filter((resource) => resource.type === 'room'),
  pools: resources.filter((resource) => resource.type === 'person' || resource.type === 'kit'),
  stops: resources.filter((resource) => resource.type === 'stop'),
});
