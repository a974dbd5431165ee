/** Numbers that follow from a seed alone. */
export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** A number in [from, to). */
  between(from: number, to: number): number;
  /** True with this probability. Draws also where the answer is certain, so that rates do not shift what follows. */
  chance(probability: number): boolean;
  pick<T>(all: readonly T[]): T;
  /** 32 bits. */
  bits(): number;
}

/** splitmix32: makes the words of a state from a number, so that neighbouring seeds have nothing in common. */
function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, passes the usual tests. */
function sfc(a0: number, b0: number, c0: number): () => number {
  let [a, b, c, d] = [a0, b0, c0, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

const codeOf = (text: string): number => {
  let code = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) code = Math.imul(code ^ text.charCodeAt(index), 0x01000193);
  return code;
};

/**
 * A stream of numbers of its own for each `purpose` of a seed, so that leaving one out, as a search for the smallest
 * failing run does, does not shift the others.
 */
export function random(seed: number, purpose: string): Random {
  const words = splitmix(Math.imul(seed, 0x2545f491) ^ codeOf(purpose));
  const bits = sfc(words() ^ (seed | 0), words(), words());
  const fraction = (): number => bits() / 4_294_967_296;
  const int = (below: number): number => Math.floor(fraction() * below);
  return {
    bits,
    fraction,
    int,
    between: (from, to) => from + fraction() * (to - from),
    chance: (probability) => fraction() < probability,
    pick(all) {
      const one = all[int(all.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}
