import { alwaysOpen, center, room } from '../../support/centers.ts';

/** The center that the catalogue's routes belong to. */
export const TIANPING = 'tianping';

/** Two of its routes, which share a stop that admits one group at a time. */
export const ROUTES = ['red-chen-yi', 'renewed-lanes'] as const;

const named = (id: string) => ({ id: `${TIANPING}-${id}`, name: { zh: `天平 ${id}`, en: `Tianping ${id}` } });

const guide = (number: number) => ({
  ...named(`guide-${number}`),
  type: 'person',
  roles: ['guide'],
  skills: ROUTES.map((route) => `route:${route}`),
  teardownMinutes: 15 * number,
});

const stop = (id: string, groups: number, headwayMinutes: number) => ({
  ...named(`stop-${id}`),
  type: 'stop',
  groups,
  headwayMinutes,
});

/** What there is to walk, to teach and to carry, and less of it than people want. */
export const tianping = (timeZone: string): Record<string, unknown> => ({
  ...center(TIANPING, [], { timeZone, openingHours: alwaysOpen, dayBoundaryMinutes: 240 }),
  resources: [
    room({ id: `${TIANPING}-hall`, capacity: 80, features: ['projector', 'audio'], setupMinutes: 15 }),
    room({ id: `${TIANPING}-study`, capacity: 20, features: ['projector'] }),
    guide(0),
    guide(1),
    {
      ...named('lecturer'),
      type: 'person',
      roles: ['lecturer', 'interpreter'],
      skills: ['package:stories-of-scientists', 'language:en'],
      setupMinutes: 20,
    },
    { ...named('headsets'), type: 'kit', count: 60 },
    stop('plaza', 3, 0),
    stop('chen-yi-site', 1, 5),
    stop('jianye-lane', 2, 5),
    stop('neighbourhood-house', 1, 5),
    stop('pocket-park', 2, 0),
    stop('old-market', 2, 5),
  ],
});

/** Of the same sort, for the other centers. */
export const peopleAndKit = (centerId: string): readonly Record<string, unknown>[] => {
  const own = (id: string) => ({ id: `${centerId}-${id}`, name: { zh: `${centerId} ${id}`, en: `${centerId} ${id}` } });
  return [
    { ...own('guide'), type: 'person', roles: ['guide'], skills: ['language:en'], setupMinutes: 20 },
    { ...own('headsets'), type: 'kit', count: 40 },
  ];
};
