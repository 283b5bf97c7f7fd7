/** From which sizes on the index does more than keep what the files say; tests set them low. */
export interface IndexLimits {
  /** From so many files on, asking the probe is faster than looking at each file. */
  readonly probedFiles: number;
  /** An index of fewer bytes hardly holds so many: the probe, asked before it is loaded, would be asked in vain. */
  readonly probedBytes: number;
  /** From so many tasks on, what follows from them is kept too. */
  readonly factTasks: number;
  /** How many of the ready tasks are kept in order: more than anybody looks at. */
  readonly readyHead: number;
}

export const DEFAULT_LIMITS: IndexLimits = {
  probedFiles: 4000,
  probedBytes: 2_000_000,
  factTasks: 500,
  readyHead: 1000,
};
