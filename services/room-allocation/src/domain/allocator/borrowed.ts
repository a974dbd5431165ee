import type { CenterId, Person, Resource } from '@huitang/contracts';
import { type Buffers, buffersFor } from './buffers.ts';

/** A person of another center: the way there and back is in their buffers. */
export interface Borrowed extends Person {
  readonly borrowed: { readonly centerId: CenterId; readonly travelMinutes: number };
}

export const isBorrowed = (resource: Resource): resource is Borrowed => 'borrowed' in resource;

/** A person who comes from another center for something with these buffers, and goes back. */
export function borrowed(person: Person, terms: Buffers, from: Borrowed['borrowed']): Borrowed {
  const { setupMinutes, teardownMinutes } = buffersFor(terms, person);
  const { travelMinutes } = from;
  return {
    ...person,
    setupMinutes: setupMinutes + travelMinutes,
    teardownMinutes: teardownMinutes + travelMinutes,
    borrowed: from,
  };
}
