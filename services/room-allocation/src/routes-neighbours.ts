import { CenterId, Neighbours, timestampOf } from '@huitang/contracts';
import { isStaff, notAllowed, type Platform, type Route, route, staffProblems } from '@huitang/runtime';
import { z } from 'zod';
import { documentResponse } from './center-document.ts';
import { changeIn } from './change-center.ts';
import { centerStream } from './domain/center-days.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { OwnStreams } from './streams.ts';

const Body = z.strictObject({ neighbours: Neighbours });

/** Whose people may be asked for help. */
export function neighboursRoute({ clock }: Platform, streams: OwnStreams): Route {
  const change = changeIn(streams);

  async function firstUnknown(ids: readonly CenterId[]): Promise<CenterId | undefined> {
    const centers = await Promise.all(ids.map(async (id) => (await streams.centers.load(centerStream(id))).state));
    return ids.find((_, index) => centers[index] === undefined);
  }

  return route({
    method: 'put',
    path: '/api/centers/{id}/neighbours',
    operationId: 'changeNeighbours',
    tag: 'Centers',
    summary: 'Say which centers lend their guides, lecturers and interpreters, and how many minutes away they are',
    params: z.object({ id: CenterId }),
    body: Body,
    takes: ['If-Match'],
    responses: { 200: documentResponse('the center') },
    problems: { ...refusalProblems, ...staffProblems },
    handle: async (call) => {
      if (!isStaff(call.principal)) return notAllowed();
      const { neighbours } = call.body;
      const unknown = await firstUnknown(neighbours.map(({ centerId }) => centerId));
      if (unknown !== undefined) return refusalReply({ code: 'unknown-neighbour', centerId: unknown });
      const now = timestampOf(clock.now());
      return change(call, call.params.id, 200, { type: 'ChangeNeighbours', neighbours, now });
    },
  });
}
