export { allocate } from './domain/allocator/allocate.ts';
export type * from './domain/allocator/allocation-problem.ts';
export { boundOf, exactly } from './exact/exactly.ts';
export { solveExactly } from './exact/solve-exactly.ts';
export { problemOf } from './instance/problem.ts';
export { AllocationInstance } from './instance/schema.ts';
export { resultShown } from './instance/shown.ts';
