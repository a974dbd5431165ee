import type { RawRequest } from '../support/kept-connections.ts';
import { wrongAnswer } from './answers.ts';
import { type Area, areaOf } from './area.ts';
import { isWrite, type Operation } from './operations.ts';
import { type ApiInput, apiInputs, requestOf } from './requests.ts';
import { watchStored } from './stored.ts';
import type { FuzzWorld } from './world.ts';

export const shown = ({ method, path, headers, body }: RawRequest): string =>
  [
    `${method} ${path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body ? [JSON.stringify(body.toString())] : []),
  ].join('\n');

/** Larger bodies are refused while they are still on their way, and then the connection may be gone first. */
const BODY_MAX_BYTES = 2 * 1024 * 1024;

const isCutOff = ({ body }: RawRequest): boolean => (body?.byteLength ?? 0) > BODY_MAX_BYTES;

/** Requests to every operation there is, each damaged somewhere. */
export async function apiArea(world: FuzzWorld, operations: readonly Operation[]): Promise<Area> {
  const stored = watchStored(world);
  // What the world began with was asked for in another way.
  await stored.unexplained();

  async function wrong(input: ApiInput): Promise<string | undefined> {
    const request = requestOf(world, input);
    const answer = await world.connections.ask(request).catch((error: unknown) => {
      if (isCutOff(request)) return undefined;
      throw error;
    });
    if (!answer) return undefined;
    if (isWrite(input.operation)) stored.answered(answer);
    return wrongAnswer(request, answer, input.operation);
  }

  return areaOf({
    name: 'api',
    share: 55,
    batch: 500,
    inputs: apiInputs(world, operations),
    wrong,
    wrongAfter: () => stored.unexplained(),
    show: (input) => shown(requestOf(world, input)),
  });
}
