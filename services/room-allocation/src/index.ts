export type { SolveDay } from './rounds/rounds.ts';
export { roomAllocation, roomAllocationWith } from './service.ts';
