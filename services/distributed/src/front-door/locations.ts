import type { Route, ServiceFactory } from '@huitang/runtime';
import type { ServiceName } from '../service-names.ts';

/** A path as the front door knows it, and who answers it. */
export interface Location {
  /** `/api/activities/{id}/deliveries` */
  readonly path: string;
  readonly owner: ServiceName;
}

const BRACES = /\{[^/{}]+\}/g;

const isExact = ({ path }: Location): boolean => !path.includes('{');

/** The more is said literally, the earlier it is looked at. */
const literalLength = ({ path }: Location): number => path.replaceAll(BRACES, '').length;

const escaped = (literal: string): string => literal.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);

/** `= /api/centers`, or `~ ^/api/centers/[^/]+/use$`: what stands behind `location` in nginx's words. */
export function matcherOf(location: Location): string {
  if (isExact(location)) return `= ${location.path}`;
  const literals = location.path.split(BRACES).map(escaped);
  return `~ ^${literals.join('[^/]+')}$`;
}

const pathsOf = (routes: readonly Route[]): readonly string[] => [...new Set(routes.map(({ spec }) => spec.path))];

/** The paths of all services' routes, exact ones first, then those with more said literally. */
export function locationsOf(routes: Readonly<Record<ServiceFactory['name'], readonly Route[]>>): readonly Location[] {
  const all = Object.entries(routes).flatMap(([owner, own]) =>
    // The keys are names of services: whoever calls this has taken them from there.
    pathsOf(own).map((path): Location => ({ path, owner: owner as ServiceName })),
  );
  return all.sort(
    (a, b) =>
      Number(isExact(b)) - Number(isExact(a)) ||
      literalLength(b) - literalLength(a) ||
      a.path.localeCompare(b.path, 'en'),
  );
}
