import { findNearest } from '../suggest.ts';
import type { Finding } from './finding.ts';
import { type LintSubject, listReadable } from './lint-subject.ts';

/** Finds the tasks that ask for a role that nobody has described. */
export function findSpecialistFindings({ tasks, specialists }: LintSubject): Finding[] {
  if (specialists === null) return [];
  const known = new Set(specialists);
  const questions = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { path, specialist } of listReadable(tasks)) {
    if (known.has(specialist)) continue;
    const question = questions.get(specialist) ?? suggest(specialist, specialists);
    questions.set(specialist, question);
    const message = `Nobody has described the specialist "${specialist}".${question}`;
    findings.push({ code: 'unknown-specialist', path, field: 'specialist', index: null, message });
  }
  return findings;
}

function suggest(specialist: string, specialists: readonly string[]): string {
  const nearest = findNearest(specialist, specialists);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}
