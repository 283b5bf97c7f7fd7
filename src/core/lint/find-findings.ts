import { findCycleFindings } from './find-cycle-findings.ts';
import { findOrderFindings } from './find-order-findings.ts';
import { findRecordFindings } from './find-record-findings.ts';
import { findReferenceFindings } from './find-reference-findings.ts';
import { findSpecialistFindings } from './find-specialist-findings.ts';
import { findUnsortedFindings } from './find-unsorted-findings.ts';
import type { Finding } from './finding.ts';
import type { LintSubject } from './lint-subject.ts';

/** Checks everything that shows only when the files are looked at together; linear in tasks and dependencies. */
export function findFindings(subject: LintSubject): Finding[] {
  return [
    findReferenceFindings,
    findCycleFindings,
    findOrderFindings,
    findRecordFindings,
    findSpecialistFindings,
    findUnsortedFindings,
  ].flatMap((find) => find(subject));
}
