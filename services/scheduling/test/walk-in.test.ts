import { CenterId, OrganizationId, ResourceId } from '@huitang/contracts';
import type { Principal } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../src/catalogue/catalogue.ts';
import { objectToWalkIn, type WalkIn, walkInDetails, walkInKind } from '../src/walk-in.ts';

const catalogue = loadCatalogue();
const center = CenterId.parse('tianping');
const by: Principal = { id: 'manager-1', roles: ['manager'], language: 'zh' };
const now = Date.parse('2026-07-01T01:00:00Z') / 60_000;
const walkIn: WalkIn = { room: ResourceId.parse('tianping-hall'), minutes: 45, headcount: 8 };

function kindOf(asked: WalkIn) {
  const kind = walkInKind(catalogue, asked);
  if (!kind) throw new Error('no such kind');
  return kind;
}
const detailsOf = (asked: WalkIn) => walkInDetails(asked, { kind: kindOf(asked), center, by, now });

test('a walk-in is a proposal for that room from the next full minute, with nobody to mail', () => {
  expect(detailsOf(walkIn)).toMatchObject({
    ...{ centerId: 'tianping', organizationId: 'tianping', title: '社区活动', audience: 'public', notify: false },
    ordered: { by: 'manager-1', reason: 'walk-in' },
    wish: {
      ...{
        starts: ['2026-07-01T01:01:00Z'],
        durationMinutes: 45,
        headcount: 8,
        setupMinutes: 0,
        asGiven: false,
        asFound: true,
      },
      needs: [{ role: 'room', features: [], resourceId: 'tianping-hall' }],
    },
  });
});

test('a walk-in of an organization is mailed about, and says what staff say', () => {
  const organization = OrganizationId.parse('branch');
  expect(
    detailsOf({ ...walkIn, organization, title: '临时会议', audience: 'private', reason: '居民议事' }),
  ).toMatchObject({
    ...{ organizationId: 'branch', notify: true, title: '临时会议', audience: 'private' },
    ordered: { reason: '居民议事' },
  });
});

test.each([
  ['kind', 'missing-field', { kind: 'walking-class' }],
  ['minutes', 'too-short', { minutes: 14 }],
  ['minutes', 'too-long', { minutes: 91, kind: 'oath-renewal' }],
])('%s is named where a walk-in is not as its kind allows (%s)', (field, code, change) => {
  const asked = { ...walkIn, ...change };
  expect(objectToWalkIn(kindOf(asked), asked)).toMatchObject({ field, code });
});

test('a walk-in is of the one kind that the catalogue keeps for it', () => {
  expect([...catalogue.kinds.values()].filter(({ walkIns }) => walkIns).map(({ id }) => id)).toEqual([
    kindOf(walkIn).id,
  ]);
  expect(objectToWalkIn(kindOf(walkIn), walkIn)).toBeUndefined();
});
