import { createSpecialistCheck } from './create-specialist-check.ts';
import { findCycleFindings } from './find-cycle-findings.ts';
import { findOrderFindings } from './find-order-findings.ts';
import { findRecordFindings } from './find-record-findings.ts';
import { findReferenceFindings } from './find-reference-findings.ts';
import { findUnsortedFindings } from './find-unsorted-findings.ts';
import type { Finding } from './finding.ts';
import { type LintSubject, readSuspects } from './lint-subject.ts';

/** Checks everything that shows only when the files are looked at together; linear in tasks and dependencies. */
export function findFindings(subject: LintSubject): Finding[] {
  const findings = subject.knownFacts?.isConsistent === true ? [] : findGraphFindings(subject);
  const checks = [findRecordFindings, createSpecialistCheck(subject.specialists), findUnsortedFindings];
  for (const task of readSuspects(subject)) {
    for (const check of checks) findings.push(...check(task));
  }
  return findings;
}

/** What follows from the graph alone, and so can be known of an index. */
export function findGraphFindings(subject: LintSubject): Finding[] {
  return [findReferenceFindings, findCycleFindings, findOrderFindings].flatMap((find) => find(subject));
}
