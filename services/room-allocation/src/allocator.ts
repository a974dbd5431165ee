export { allocate } from './domain/allocator/allocate.ts';
export type * from './domain/allocator/allocation-problem.ts';
