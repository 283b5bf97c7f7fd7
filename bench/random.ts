/** A source of numbers that is the same on every machine, so that two runs measure the same files. */
export interface Random {
  /** At least 0, below `limit`, whole. */
  below(limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  bytes(count: number): Uint8Array;
}

/**
 * A linear congruential generator modulo 2^32 with the multiplier and increment of Numerical Recipes; its
 * high bits, the only ones used here, are good enough to choose words.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    below,
    chance: (probability) => below(1 << 24) < probability * (1 << 24),
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
