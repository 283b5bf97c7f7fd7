import { setImmediate as nextTurn } from 'node:timers/promises';

/** Something to time; `prepare` runs before each time and is not counted. */
export interface Subject {
  readonly prepare?: () => void | Promise<void>;
  readonly run: () => void | Promise<void>;
}

export interface MeasureOptions {
  readonly runs: number;
  readonly warmUps: number;
  /** After so long no further round is begun, once there have been 5: slow subjects vary less. */
  readonly maxMs: number;
}

export type Medians<Name extends string> = { readonly [name in Name]: number };

const MIN_RUNS = 5;

/**
 * Times every subject once per round, one after the other (A B A B …), so that whatever else the machine
 * does meets all of them alike. Returns the median of each, in milliseconds.
 */
export async function measureInterleaved<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  { runs, warmUps, maxMs }: MeasureOptions,
): Promise<Medians<Name>> {
  const entries = Object.entries<Subject>(subjects) as [Name, Subject][];
  const samples = new Map<Name, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round < warmUps; round += 1) {
    for (const [, subject] of entries) await time(subject);
  }
  const beganMs = performance.now();
  for (let round = 0; round < runs; round += 1) {
    if (round >= MIN_RUNS && performance.now() - beganMs > maxMs) break;
    for (const [name, subject] of entries) samples.get(name)?.push(await time(subject));
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, median(times)])) as Medians<Name>;
}

/** The middle value; between the middle two when their number is even. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

async function time({ prepare, run }: Subject): Promise<number> {
  await nextTurn(); // subjects that never wait would keep a signal from being heard
  await prepare?.();
  const beganMs = performance.now();
  await run();
  return performance.now() - beganMs;
}
