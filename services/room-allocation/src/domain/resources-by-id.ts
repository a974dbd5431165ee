import type { Resource } from '@huitang/contracts';
import type { CenterFacts } from './center-day-command.ts';

/** Everything a day knows of its center. */
export const resourcesById = ({ rooms, pools, stops }: CenterFacts): ReadonlyMap<string, Resource> =>
  new Map([...rooms, ...pools, ...stops].map((resource) => [resource.id, resource]));
