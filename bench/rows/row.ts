import type { Bench } from '../bench.ts';
import type { Result } from '../result.ts';

/** One measurement, or a few that share their preparation. */
export interface Row {
  /** What `--only` takes. */
  readonly name: string;
  measure(bench: Bench): Promise<readonly Result[]>;
}
