import { startDistributed } from './distributed.ts';
import type { World } from './installation.ts';
import { startStandalone } from './standalone.ts';

/** What whole-system tests run on: the standalone platform, or, for `pnpm test:engines`, a process for each service. `demo`: with
 * the demo's centers and activities, where the build has one. */
export const startWorld = ({ demo = false } = {}): Promise<World> =>
  process.env.HUITANG_WORLD === 'distributed' ? startDistributed() : startStandalone({ empty: !demo });
