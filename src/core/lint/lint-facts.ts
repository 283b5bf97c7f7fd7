import type { Task } from '../task.ts';
import { findRecordFindings } from './find-record-findings.ts';
import { findUnsortedFindings } from './find-unsorted-findings.ts';

/**
 * What the rules for single tasks ask of every one of them, as columns with a row per readable task: most
 * tasks are sound, and only the others have to be read.
 */
export interface LintFacts {
  /** 1 where the file by itself gives rise to a finding. */
  readonly hasFinding: Uint8Array;
  /** Index in `specialists`. */
  readonly specialistOf: Int32Array;
  /** Names of roles that tasks are for, each once. */
  readonly specialists: readonly string[];
}

/** The same for one task. */
export type TaskLintFacts = Readonly<{ hasFinding: boolean; specialist: string }>;

/** Works out the facts of one task. */
export function deriveLintFacts(task: Task): TaskLintFacts {
  const hasFinding = findRecordFindings(task).length > 0 || findUnsortedFindings(task).length > 0;
  return { hasFinding, specialist: task.specialist };
}

/** The facts of one row. */
export function lintFactsAt(
  { hasFinding, specialistOf, specialists }: LintFacts,
  row: number,
): TaskLintFacts {
  const specialist = specialists[specialistOf[row] ?? -1] ?? '';
  return { hasFinding: hasFinding[row] === 1, specialist };
}

export interface LintFactsWriter {
  add(row: TaskLintFacts): void;
  finish(): LintFacts;
}

/** Collects rows; of a name that many have, one text stays in memory. */
export function createLintFactsWriter(): LintFactsWriter {
  const codes = new Map<string, number>();
  const hasFinding: number[] = [];
  const specialistOf: number[] = [];
  return {
    add(row) {
      const code = codes.get(row.specialist) ?? codes.size;
      codes.set(row.specialist, code);
      specialistOf.push(code);
      hasFinding.push(row.hasFinding ? 1 : 0);
    },
    finish: () => ({
      hasFinding: Uint8Array.from(hasFinding),
      specialistOf: Int32Array.from(specialistOf),
      specialists: [...codes.keys()],
    }),
  };
}
