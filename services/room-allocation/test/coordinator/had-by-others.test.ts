import { OrganizationId } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import { allocationWorld, asked, handle, profile, refusals, room, wish } from './world.ts';

const headsets = { type: 'kit', id: 'hall-headsets', name: 'Headsets', count: 10 };
const rooms = [room('a'), room('b')];
const kit = (count: number) => [{ role: 'kit', resourceId: 'hall-headsets', count }];
const inRoom = (name: string) => [{ role: 'room', features: [], resourceId: `hall-${name}` }];
const any = (count: number) => Array.from({ length: count }, () => ({ role: 'room', features: [] }));

const ask = (number: number, needs: object, organization = 'branch', at = '2026-07-02T10:00') => ({
  asks: { ...asked(number, wish([at], 60, { needs })), organizationId: OrganizationId.parse(organization) },
});

interface Case {
  readonly before: object;
  readonly by?: string;
  readonly wanted: object;
  readonly at?: string;
}

const cases: readonly (readonly [what: string, given: Case, cause: string, hadByOthers: boolean])[] = [
  ['kit that others have', { before: kit(6), by: 'other', wanted: kit(5) }, 'kit-short', true],
  ['more kit than there is', { before: kit(6), by: 'other', wanted: kit(11) }, 'kit-short', false],
  ['kit that its own organization has', { before: kit(6), wanted: kit(5) }, 'kit-short', false],
  ['a room that others have', { before: inRoom('a'), by: 'other', wanted: inRoom('a') }, 'taken', true],
  ['a room that its own organization has', { before: inRoom('a'), wanted: inRoom('a') }, 'taken', false],
  ['rooms of which others have one', { before: inRoom('a'), by: 'other', wanted: any(2) }, 'too-few-rooms', true],
  ['more rooms than there are', { before: inRoom('a'), by: 'other', wanted: any(3) }, 'too-few-rooms', false],
  [
    'a room that others have, beside more kit than there is',
    { before: inRoom('a'), by: 'other', wanted: [...inRoom('a'), ...kit(11)] },
    'taken',
    false,
  ],
  [
    'over two days a room that others have',
    { before: inRoom('a'), by: 'other', wanted: inRoom('a'), at: '2026-07-02T23:30' },
    'taken',
    true,
  ],
];

test.each(cases)('whoever is refused %s is told whether others had it', async (_, given, cause, hadByOthers) => {
  const world = allocationWorld();
  await world.open(profile({ resources: [...rooms, headsets] }));
  const { before, by, wanted, at } = given;
  await handle(world.process(), ask(1, before, by, at));
  await handle(world.process(), ask(2, wanted, 'branch', at));
  const told = refusals(world.log).map(({ reasons, ...refusal }) => [reasons[0]?.code, refusal.hadByOthers]);
  expect(told).toEqual([[cause, hadByOthers]]);
});
