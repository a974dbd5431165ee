import type { Resource } from '@huitang/contracts';

/** How many there are of a resource, or may be there at a time. */
export function capacityOf(resource: Resource): number {
  switch (resource.type) {
    case 'kit':
      return resource.count;
    case 'stop':
      return resource.groups;
    case 'room':
    case 'person':
      return 1;
  }
}
