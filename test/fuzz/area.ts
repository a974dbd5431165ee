import fc from 'fast-check';

/** What is thrown at one part of the platform, and how one sees that it bore it. */
export interface AreaSpec<I> {
  readonly name: string;
  /** Its part of all runs, in hundredths. */
  readonly share: number;
  /** So many at once. */
  readonly batch: number;
  readonly inputs: fc.Arbitrary<I>;
  /** What is wrong with the answer to one input; undefined when nothing is. */
  readonly wrong: (input: I) => Promise<string | undefined>;
  /** What is wrong after some inputs, of whichever of them: a line each. */
  readonly wrongAfter?: () => Promise<readonly string[]>;
  /** An input as somebody who repeats it by hand would write it. */
  readonly show: (input: I) => string;
}

export interface Failure {
  readonly area: string;
  readonly seed: number;
  /** The way to the smallest input that still fails, for `--path`; undefined where no input fails by itself. */
  readonly path: string | undefined;
  /** So many inputs were thrown at once, from this seed. */
  readonly batch: number;
  readonly input: string;
  readonly because: string;
}

export interface Area {
  readonly name: string;
  readonly share: number;
  readonly batch: number;
  /** So many inputs at once; those that failed, not made smaller yet. */
  run(seed: number, count: number): Promise<readonly Failure[]>;
  /** The smallest input that still fails, along the same way; undefined when this one does not fail by itself. */
  shrink(seed: number, path: string): Promise<Failure | undefined>;
}

const SHOWN_MAX = 1_500;
/** Of what is wrong after a batch. */
const LINES_MAX = 10;

const shortened = (text: string): string =>
  text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}… (${text.length} characters)`;

export function areaOf<I>({ name, share, batch, inputs, wrong, wrongAfter, show }: AreaSpec<I>): Area {
  const failed = (seed: number, batch: number, path: string, input: I, because: string): Failure => ({
    area: name,
    seed,
    batch,
    path,
    input: shortened(show(input)),
    because,
  });
  const thrown = (error: unknown): string => `threw ${error instanceof Error ? error.stack : String(error)}`;
  const judge = (input: I): Promise<string | undefined> => wrong(input).catch(thrown);
  const after = async (): Promise<readonly string[]> => (await wrongAfter?.()) ?? [];

  async function alone(input: I): Promise<string | undefined> {
    const because = await judge(input);
    return because ?? (await after())[0];
  }

  return {
    name,
    share,
    batch,
    async run(seed, count) {
      const sample = fc.sample(inputs, { seed, numRuns: count });
      const results = await Promise.all(sample.map(judge));
      const failures = results.flatMap((because, index) => {
        const input = sample[index];
        return because === undefined || input === undefined ? [] : [failed(seed, count, String(index), input, because)];
      });
      const later = await after();
      if (later.length === 0) return failures;
      const because = later.slice(0, LINES_MAX).join('\n');
      return [...failures, { area: name, seed, batch: count, path: undefined, input: `one of ${count}`, because }];
    },
    async shrink(seed, path) {
      let smallest: Failure | undefined;
      const property = fc.asyncProperty(inputs, async (input) => {
        const because = await alone(input);
        if (because !== undefined) smallest = failed(seed, 1, path, input, because);
        return because === undefined;
      });
      const { counterexamplePath } = await fc.check(property, { seed, path, numRuns: 1, endOnFailure: false });
      return smallest && { ...smallest, path: counterexamplePath ?? path };
    },
  };
}
