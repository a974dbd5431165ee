import { z } from 'zod';
import { command, optionsFrom, whole } from '../support/command-line.ts';
import { wrongIn } from './changed-options.ts';
import { VERDICTS } from './crash-points.ts';
import { mutants } from './mutants/index.ts';

export const USAGE = [
  ['[--seeds N] [--from N] [--time SECONDS] [--twice] [--least-events N] [--least-journeys N] [--json]', 'many seeds'],
  ['--seed N [--with JSON] [--mutant NAME] [--trace] [--twice] [--json]', 'one seed, as it was told'],
  ['--mutants | --mutant NAME [--mutant NAME …] [--seeds N] [--from N] [--json]', 'planted bugs'],
  ['--crash-points [--every N] [--json]', 'the main journey, with a fault at each call'],
  ['--crash-points --storage one-file|servers --call N --verdict VERDICT [--trace] [--json]', 'one of them'],
]
  .map(([options, what]) => `${command(`sim ${options}`)}\n    ${what}`)
  .join('\n');

const declared = {
  seeds: { type: 'string' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  with: { type: 'string' },
  mutants: { type: 'boolean', default: false },
  mutant: { type: 'string', multiple: true },
  time: { type: 'string' },
  'least-events': { type: 'string', default: '0' },
  'least-journeys': { type: 'string', default: '0' },
  'crash-points': { type: 'boolean', default: false },
  every: { type: 'string', default: '1' },
  storage: { type: 'string' },
  call: { type: 'string' },
  verdict: { type: 'string' },
  trace: { type: 'boolean', default: false },
  twice: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const oneOf = <const T extends readonly string[]>(names: T) => z.enum(names, `one of ${names.join(', ')}`);

/** Undefined where it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Wanted = z.object({
  seeds: whole(1).optional(),
  from: whole(1),
  seed: whole(1).optional(),
  with: z
    .string()
    .transform(parsedJson)
    .pipe(z.record(z.string(), z.unknown(), 'an object of JSON'))
    .optional(),
  mutants: z.boolean(),
  mutant: z.array(oneOf(mutants.map(({ name }) => name))).optional(),
  time: whole(1).optional(),
  'least-events': whole(0),
  'least-journeys': whole(0),
  'crash-points': z.boolean(),
  every: whole(1),
  storage: oneOf(['one-file', 'servers']).optional(),
  call: whole(1).optional(),
  verdict: oneOf(VERDICTS).optional(),
  trace: z.boolean(),
  twice: z.boolean(),
  json: z.boolean(),
});

/** What is asked of `pnpm sim`. */
export type Wanted = z.infer<typeof Wanted>;

const isHunt = ({ mutants: all, mutant, seed }: Wanted): boolean => all || (mutant !== undefined && seed === undefined);

/** True for what is run once, and can be shown whole. */
const isSingle = ({ seed, storage }: Wanted): boolean => seed !== undefined || storage !== undefined;

/** What does not go together, by the option that is too much or says too little. */
function mistakes(wanted: Wanted): Readonly<Partial<Record<keyof Wanted, string | false | undefined>>> {
  const { seed, with: change, mutant, mutants: all, trace, storage, call, verdict } = wanted;
  const isPoint = storage !== undefined || call !== undefined || verdict !== undefined;
  const isWholePoint = wanted['crash-points'] && storage !== undefined && call !== undefined && verdict !== undefined;
  return {
    seed: seed !== undefined && (all || isPoint) && 'one run, and nothing else beside it',
    with: change && (seed === undefined ? 'options that a --seed has' : wrongIn(seed, change)),
    mutant: mutant && mutant.length > 1 && seed !== undefined && 'one of them with --seed',
    'crash-points': isPoint && !isWholePoint && 'with all of --storage, --call and --verdict for one of them',
    trace: trace && !isSingle(wanted) && 'of one run: with --seed, or with --crash-points and --storage',
    twice: wanted.twice && (isHunt(wanted) || wanted['crash-points']) && 'of seeds in which nothing is planted',
  };
}

const Consistent = Wanted.superRefine((wanted, context) => {
  for (const [name, message] of Object.entries(mistakes(wanted))) {
    if (message) context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** Throws a `wrong-usage` fault where it makes no sense. */
export const wantedOf = (args: readonly string[]): Wanted => optionsFrom(args, declared, Consistent);
