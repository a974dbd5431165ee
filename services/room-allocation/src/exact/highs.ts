import loadHighs, { type Highs, type InitOptions, type Model, type ModelData } from 'highs';
import type { Column } from './columns.ts';
import type { Row } from './rows.ts';

export interface Solved {
  /** By column: chosen or not. Undefined where nothing was found in time. */
  readonly chosen?: readonly boolean[];
  /** No answer is worth more. */
  readonly upper: number;
  readonly proven: boolean;
}

/** Values are whole numbers wherever weights are: a smaller difference is none. */
const ABSOLUTE_GAP = 0.5;
/** HiGHS: `kOptimal`. */
const OPTIMAL = 7;
/** HiGHS: `kSolutionStatusFeasible`. */
const FEASIBLE = 2;

function modelData(highs: Highs, columns: readonly Column[], rows: readonly Row[], isWhole: boolean): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of rows) {
    for (const [column, times] of terms) {
      indices.push(column);
      values.push(times);
    }
    starts.push(indices.length);
  }
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: columns.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.map(({ value }) => value),
    colLower: columns.map(() => 0),
    colUpper: columns.map(() => 1),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: { format: 'csr', numRows: rows.length, numCols: columns.length, starts, indices, values },
    integrality: columns.map(() => (isWhole ? integer : continuous)),
  };
}

function solvedBy(model: Model): Solved {
  const proven = model.getModelStatus() === OPTIMAL;
  const bound = Number(model.info.get('mip_dual_bound'));
  const isFound = Number(model.info.get('primal_solution_status')) === FEASIBLE;
  const upper = proven ? model.getObjectiveValue() : bound;
  if (!isFound) return { upper, proven };
  return { chosen: [...model.getSolution().colValue].map((value) => value > 0.5), upper, proven };
}

// Its types are read as those of a CommonJS module, whose default export would be an object; what is loaded is its ES
// module, whose default export is the loader itself.
const load = loadHighs as unknown as (options?: InitOptions) => Promise<Highs>;

let loading: Promise<Highs> | undefined;

/** HiGHS (MIT, Huangfu and Hall 2018), compiled to WebAssembly: loaded once. */
export const theHighs = (): Promise<Highs> => {
  loading ??= load();
  return loading;
};

/** The best choice of columns that HiGHS finds in `seconds`, beginning from one that is known. Blocks its thread. */
export function solveWhole(
  highs: Highs,
  columns: readonly Column[],
  rows: readonly Row[],
  known: readonly boolean[],
  seconds: number,
): Solved {
  if (columns.length === 0) return { chosen: [], upper: 0, proven: true };
  return highs.withModel(modelData(highs, columns, rows, true), (model): Solved => {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: ABSOLUTE_GAP });
    model.setSolution({ colValue: known.map(Number) });
    model.run();
    return solvedBy(model);
  });
}

/** What no choice can be worth more than, whole or not: the linear relaxation. */
export function relaxedBound(highs: Highs, columns: readonly Column[], rows: readonly Row[]): number {
  if (columns.length === 0) return 0;
  return highs.withModel(modelData(highs, columns, rows, false), (model): number => {
    model.options.set({ output_flag: false });
    model.run();
    return model.getObjectiveValue();
  });
}
