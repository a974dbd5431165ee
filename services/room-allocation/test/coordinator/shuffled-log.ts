import { MemoryLog } from '@huitang/runtime/conformance';

/** A small generator with a seed (mulberry32), so that a failing run can be repeated. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Answers of the store come in whatever order the seed says, so that processes meet anywhere. */
export function shuffledLog(next: () => number): MemoryLog {
  const log = new MemoryLog({ appendsInOrder: false });
  log.beforeAppend = async () => {
    for (let turns = Math.floor(next() * 4); turns > 0; turns -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  return log;
}
