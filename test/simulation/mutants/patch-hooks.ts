import type { InitializeHook, LoadHook } from 'node:module';
import type { Patch } from './mutant.ts';

/** Run by Node beside the process that is patched: see `module.register`. */

let patches: readonly Patch[] = [];

export const initialize: InitializeHook<readonly Patch[]> = (data) => {
  patches = data;
};

/** `packages/runtime/src/consumer` lies in `packages/runtime/dist/consumer.js`. */
const isIn = (url: string, { module }: Patch): boolean => url.endsWith(`/${module.replace('/src/', '/dist/')}.js`);

/** Throws where the text to be replaced does not stand exactly once: then the mutant is about code that is gone. */
export function patched(source: string, { module, from, to }: Patch): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${module} has ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const own = patches.filter((patch) => isIn(url, patch));
  if (own.length === 0 || loaded.source === undefined || loaded.source === null) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
  return { ...loaded, source: own.reduce(patched, source) };
};
