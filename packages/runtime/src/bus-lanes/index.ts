export { backoffMs } from './backoff.ts';
export { createKeeper, type Keeper } from './keeper.ts';
export { createLaneRunner, type LaneRunner } from './lane-runner.ts';
export { createLanes, type Item, type Lanes } from './lanes.ts';
export { createOpenOffsets, type OpenOffsets } from './open-offsets.ts';
export type { ParkingStore } from './parking.ts';
