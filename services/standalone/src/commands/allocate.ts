import { AllocationInstance, allocate, problemOf, resultShown, solveExactly } from '@huitang/room-allocation/allocator';
import { z } from 'zod';
import type { Cli, CliCommand, ExitCode } from './command.ts';

const EXACT_SECONDS_MAX = 3_600;
/** Beside the time for solving: to start the thread, and to put the answer together. */
const OVERHEAD_MS = 60_000;

const AllocateOptions = z
  .strictObject({
    order: z.enum(['arrival', 'batch']).optional(),
    exact: z.coerce.number().positive().max(EXACT_SECONDS_MAX).optional(),
  })
  .refine(({ order, exact }) => exact === undefined || order !== 'arrival', {
    error: 'goes with --order batch',
    path: ['exact'],
  });
type AllocateOptions = z.infer<typeof AllocateOptions>;

type Problem = Extract<ReturnType<typeof problemOf>, { ok: true }>['problem'];

/** Reads an instance; a line for each thing that is wrong with it, named by its path. */
function read(text: string, cli: Cli): Problem | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    cli.tell(`error: not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const instance = AllocationInstance.safeParse(value);
  if (!instance.success) {
    for (const { path, message } of instance.error.issues)
      cli.tell(`error: ${path.join('.') || 'instance'}: ${message}`);
    return undefined;
  }
  const made = problemOf(instance.data);
  if (made.ok) return made.problem;
  cli.tell(`error: ${made.path}: ${made.message}`);
  return undefined;
}

async function answer(problem: Problem, exact: number | undefined, cli: Cli) {
  const found = allocate(problem);
  if (exact === undefined) return found;
  const timeoutMs = exact * 1_000 * Math.max(1, problem.requests.length) + OVERHEAD_MS;
  const { outcome, result } = await solveExactly(problem, found, { secondsPerPart: exact, timeoutMs });
  if (outcome !== 'solved') cli.tell(`the solver ${outcome}: this is the answer without it`);
  return result;
}

async function run({ order, exact }: AllocateOptions, cli: Cli): Promise<ExitCode> {
  const problem = read(await cli.read(), cli);
  if (!problem) return 2;
  const asked = order ?? (exact === undefined ? problem.policy.order : 'batch') ?? 'arrival';
  const ordered = { ...problem, policy: { ...problem.policy, order: asked } };
  cli.say(JSON.stringify(resultShown(ordered, await answer(ordered, exact, cli)), null, 2));
  return 0;
}

/** Answers an allocation problem of one's own: an instance as JSON on standard input, the answer on standard output. */
export const allocateCommand: CliCommand<AllocateOptions> = {
  name: 'allocate',
  options: AllocateOptions,
  declare: (command) =>
    command
      .summary('answer an allocation problem from standard input')
      .description(
        'Reads an instance as JSON from standard input, and prints who is given what, what moved, and who is refused, with ' +
          'the reasons. It needs no data and changes none. docs/allocation.md has the format and an example.',
      )
      .option('--order <ORDER>', 'arrival: one after the other; batch: all together (default: what the instance says)')
      .option('--exact <SECONDS>', 'let HiGHS improve a batch, for so many seconds for each day'),
  run,
};
