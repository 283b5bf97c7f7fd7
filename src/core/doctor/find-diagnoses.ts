import type { Condition } from './condition.ts';
import type { Severity } from './doctor-rules.ts';
import { findFileDiagnoses } from './find-file-diagnoses.ts';
import { findLeftovers } from './find-leftovers.ts';
import { findLockDiagnoses } from './find-lock-diagnoses.ts';
import { findProgramDiagnoses } from './find-program-diagnoses.ts';
import type { Diagnosis } from './finding.ts';

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Judges what was gathered; errors first, then warnings, then notes. */
export function findDiagnoses(condition: Condition): Diagnosis[] {
  const found = [
    ...findProgramDiagnoses(condition),
    ...findFileDiagnoses(condition),
    ...findLockDiagnoses(condition),
    ...findLeftovers(condition),
  ];
  return found.sort((a, b) => WEIGHT[a.finding.severity] - WEIGHT[b.finding.severity]);
}
