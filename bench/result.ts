/** One line of the table: a figure and what limits it, or why there is none. */
export type Result = Measured | NotMeasured;

export interface Measured {
  /** `ready, 10,000 tasks`. */
  readonly label: string;
  readonly value: number;
  readonly unit: Unit;
  /** What was measured beside it, by its letter (`N`, `G`, …), in milliseconds; the ratio is to the first. */
  readonly beside?: Readonly<Record<string, number>>;
  /** Null: measured for comparison only. */
  readonly budget: Budget | null;
  /** What else the reader should know. */
  readonly note?: string;
}

export interface NotMeasured {
  readonly label: string;
  readonly notMeasured: string;
}

export interface Budget {
  /** How it is written where that is not just the limit: `1.8 N`. */
  readonly text?: string;
  /** The largest value that is within it, in the unit of the result. */
  readonly limit: number;
}

/** `x`: a ratio; `packages`: a count. */
export type Unit = 'ms' | 'MB' | 'x' | 'packages';

/** `none`: nothing to keep to, or thresholds are off. */
export type Verdict = 'ok' | 'OVER' | 'none' | 'not measured';

/** Says whether a result keeps to its budget. */
export function judge(result: Result): Verdict {
  if ('notMeasured' in result) return 'not measured';
  if (result.budget === null) return 'none';
  // NaN is no figure that anybody could be content with.
  return result.value <= result.budget.limit ? 'ok' : 'OVER';
}

/** A budget in multiples of what was measured beside it: `1.9 N + 2 G`. */
export function budgetOf(
  multiples: Readonly<Record<string, number>>,
  beside: Readonly<Record<string, number>>,
): Budget {
  const parts = Object.entries(multiples);
  return {
    text: parts.map(([letter, factor]) => `${factor} ${letter}`).join(' + '),
    limit: parts.reduce((sum, [letter, factor]) => sum + factor * (beside[letter] ?? Number.NaN), 0),
  };
}
