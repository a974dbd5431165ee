import { fieldProblem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';

const tag = 'Things';
const OneThing = z.object({ id: z.string() });

/** A service of four writes and a read. `done` is what was really carried out, by commandId. */
export function thingRoutes(done: string[]): readonly Route[] {
  const carryOut = (commandId: string, said: unknown): Reply => {
    done.push(commandId);
    return { status: 201, body: { said } };
  };
  return [
    route<undefined, undefined, { text: string }>({
      method: 'post',
      path: '/api/things',
      operationId: 'makeThing',
      tag,
      summary: 'Make a thing',
      body: z.strictObject({ text: z.string() }),
      responses: { 201: { description: 'made' } },
      handle: async ({ commandId, body }) =>
        body.text === 'bad' ? fieldProblem(422, 'bad-thing', 'text', 'another') : carryOut(commandId, body.text),
    }),
    route({
      method: 'get',
      path: '/api/things/{id}',
      operationId: 'readThing',
      tag,
      summary: 'Read a thing',
      params: OneThing,
      responses: { 200: { description: 'it' } },
      handle: async ({ params }) => ({ status: 200, body: params }),
    }),
    route({
      method: 'post',
      path: '/api/things/{id}/drop',
      operationId: 'dropThing',
      tag,
      summary: 'Drop a thing',
      params: OneThing,
      takes: ['If-Match', 'Prefer'],
      responses: { 201: { description: 'dropped' } },
      handle: async ({ commandId, params }) => {
        if (params.id === 'broken') throw new Error('it broke');
        return carryOut(commandId, params.id);
      },
    }),
    route({
      method: 'post',
      path: '/api/things/{id}/lift',
      operationId: 'liftThing',
      tag,
      summary: 'Lift a thing',
      params: OneThing,
      responses: { 201: { description: 'lifted' } },
      handle: async ({ commandId, params }) => carryOut(commandId, params.id),
    }),
    route<undefined, undefined, string>({
      method: 'post',
      path: '/api/texts',
      operationId: 'takeText',
      tag,
      summary: 'Take a text',
      body: z.string({ error: 'a text' }),
      textBody: ['text/csv'],
      responses: { 201: { description: 'taken' } },
      handle: async ({ commandId, body }) => carryOut(commandId, body),
    }),
  ];
}
