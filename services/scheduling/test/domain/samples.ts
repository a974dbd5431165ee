import type { ActivityId, AllocationGranted, AllocationRefused } from '@huitang/contracts';
import {
  ActivityId as ActivityIdSchema,
  AllocationGranted as Granted,
  AllocationRefused as Refused,
} from '@huitang/contracts';
import type { ActivityState } from '../../src/domain/activity.ts';
import type { ActivityEvent, Details } from '../../src/domain/activity-event.ts';
import { evolve } from '../../src/domain/evolve.ts';

export const activityId: ActivityId = ActivityIdSchema.parse('6f9619ff-8b86-5d01-b42d-00cf4fc964ff');

export const details = (change: Partial<Details> = {}): Details => ({
  centerId: 'tianping' as Details['centerId'],
  organizationId: 'first-branch' as Details['organizationId'],
  kind: { id: 'oath-renewal' as Details['kind']['id'], name: { zh: '重温入党誓词', en: 'Oath renewal' } },
  title: '七月重温誓词',
  audience: 'public',
  headcount: 30,
  notify: true,
  programme: [],
  wish: {
    starts: ['2026-07-01T01:00:00Z'],
    durationMinutes: 30,
    headcount: 30,
    needs: [{ role: 'room', features: ['oath-wall'] }],
    setupMinutes: 15,
    teardownMinutes: 15,
    asGiven: false,
  },
  ...change,
});

export const grant = (revision: number): AllocationGranted =>
  Granted.parse({
    activityId,
    revision,
    centerId: 'tianping',
    centerVersion: 1,
    start: '2026-07-01T01:00:00Z',
    end: '2026-07-01T01:30:00Z',
    setupMinutes: 15,
    teardownMinutes: 15,
    claims: [
      {
        resourceId: 'tianping-hall',
        role: 'room',
        name: { zh: '初心厅', en: 'Hall' },
        start: '2026-07-01T00:45:00Z',
        end: '2026-07-01T01:45:00Z',
        count: 1,
      },
    ],
    reasons: [{ code: 'best-fit' }],
    movedMinutes: 0,
    wastedSeats: 10,
  });

export const refusal = (revision: number): AllocationRefused =>
  Refused.parse({
    activityId,
    revision,
    centerId: 'tianping',
    centerVersion: 1,
    reasons: [{ code: 'taken' }],
    nearest: [],
  });

export const given = (...events: ActivityEvent[]): ActivityState => events.reduce<ActivityState>(evolve, undefined);
