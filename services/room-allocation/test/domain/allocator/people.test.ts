import { Need } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { aGuide, asked, assigned, at, during, person, refused, taken } from '../support/given.ts';

const ann = person('ann', { skills: ['route:red'] });
const bo = person('bo', { roles: ['guide', 'lecturer'], skills: ['package:scientists'] });
const cai = person('cai', { roles: ['guide', 'lecturer'], skills: ['route:red', 'language:en'] });
const pools = [cai, bo, ann];

const aLecturer = Need.parse({ role: 'lecturer', skills: [] });
const given = (needs: readonly Need[], commitments = [taken('nobody', during('09:00', '10:00'))]) =>
  assigned(asked({ needs }), { pools, commitments }).resourceIds;

describe('the person given', () => {
  test('is the first by id of those with the role and the skills', () => {
    expect(given([aGuide()])).toEqual(['ann']);
    expect(given([aLecturer])).toEqual(['bo']);
    expect(given([aGuide('language:en', 'route:red')])).toEqual(['cai']);
  });

  test('is who has the fewest claims, whenever those are', () => {
    const busy = [
      taken('ann', during('20:00', '21:00')),
      taken('ann', during('21:00', '22:00')),
      taken('cai', during('20:00', '21:00')),
    ];
    expect([given([aGuide()], busy), given([aGuide('route:red')], busy)]).toEqual([['bo'], ['cai']]);
  });

  test('is not who is busy at that time', () => {
    expect(given([aGuide()], [taken('ann', during('09:59', '11:00'))])).toEqual(['bo']);
    expect(given([aGuide()], [taken('ann', during('10:00', '11:00')), taken('bo', during('08:00', '09:00'))])).toEqual([
      'cai',
    ]);
  });

  test('is one for every need, nobody twice, each in the role needed', () => {
    const { claims } = assigned(asked({ needs: [aGuide(), aGuide(), aLecturer] }), { pools });
    expect(claims.map(({ resource, role }) => [resource.id, role])).toEqual([
      ['ann', 'guide'],
      ['cai', 'guide'],
      ['bo', 'lecturer'],
    ]);
  });

  test('is of several needed each one of those with the fewest claims', () => {
    const busy = [taken('ann', during('20:00', '21:00'))];
    expect(given([aGuide(), aGuide()], busy)).toEqual(['bo', 'cai']);
  });

  test('is claimed with the longer of both buffers', () => {
    const slow = person('slow', { setupMinutes: 20, teardownMinutes: 5 });
    const { claims, setupMinutes, teardownMinutes } = assigned(
      asked({ needs: [aGuide()], setupMinutes: 10, teardownMinutes: 15 }),
      { pools: [slow] },
    );
    expect(claims).toEqual([{ resource: slow, role: 'guide', count: 1, ...during('08:40', '10:15') }]);
    // Without a room the activity's buffers are the kind's.
    expect([setupMinutes, teardownMinutes]).toEqual([10, 15]);
  });
});

describe('people are refused', () => {
  test('where nobody can, whatever the time', () => {
    expect(refused(asked({ needs: [aGuide('language:fr', 'route:red')] }), { pools })).toMatchObject({
      cause: { code: 'no-such-person', values: { role: 'guide', skills: 'language:fr route:red' } },
      missing: [],
      blockedBy: [],
    });
  });

  test('where all who can are busy: person by person, with what keeps them', () => {
    const commitments = [
      taken('ann', during('09:00', '09:01'), { activityId: 'walk' }),
      taken('cai', during('09:59', '12:00'), { activityId: 'talk' }),
      taken('cai', during('10:00', '12:00'), { activityId: 'not-in-the-way' }),
    ];
    expect(refused(asked({ needs: [aGuide('route:red')] }), { pools, commitments })).toMatchObject({
      cause: { code: 'people-busy', values: { role: 'guide', skills: 'route:red' } },
      missing: [
        { code: 'person-busy', resourceId: 'ann' },
        { code: 'person-busy', resourceId: 'cai' },
      ],
      blockedBy: ['walk', 'talk'],
    });
  });

  test('where there are fewer than needed, though each need alone could be met', () => {
    expect(refused(asked({ needs: [aLecturer, aLecturer, aLecturer] }), { pools }).cause).toEqual({
      code: 'too-few-people',
      values: { needed: 3 },
    });
  });

  test('where their own buffers leave the minutes that are decided on, to the minute', () => {
    const slow = [person('slow', { setupMinutes: 20, teardownMinutes: 5 })];
    const code = (from: string, to: string) =>
      refused(asked({ needs: [aGuide()] }), { pools: slow, policy: { within: during(from, to) } }).cause.code;
    expect([code('08:41', '12:00'), code('08:00', '10:04')]).toEqual(['people-busy', 'people-busy']);
    const fits = { pools: slow, policy: { within: during('08:40', '10:05') } };
    expect(assigned(asked({ needs: [aGuide()] }), fits).start).toBe(at('09:00'));
  });

  test('where they are closed: away, or the whole center is', () => {
    const away = { pools: [ann], closures: [{ resourceId: 'ann', ...during('09:00', '09:30') }] };
    expect(refused(asked({ needs: [aGuide()] }), away).cause.code).toBe('people-busy');
    expect(refused(asked({ needs: [aGuide()] }), { pools, closures: [during('09:00', '09:30')] }).cause.code).toBe(
      'people-busy',
    );
  });

  test('with at most a dozen told', () => {
    const many = Array.from({ length: 15 }, (_, n) => person(`guide-${n}`));
    const commitments = many.map(({ id }) => taken(id, during('09:00', '10:00')));
    expect(refused(asked({ needs: [aGuide()] }), { pools: many, commitments }).missing).toHaveLength(12);
  });
});
