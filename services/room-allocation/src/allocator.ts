export { allocate } from './domain/allocator/allocate.ts';
export type * from './domain/allocator/allocation-problem.ts';
export { boundOf, exactly } from './exact/exactly.ts';
export { solveExactly } from './exact/solve-exactly.ts';
