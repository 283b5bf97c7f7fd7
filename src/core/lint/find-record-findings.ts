import type { Finding } from './finding.ts';
import { type LintSubject, listReadable } from './lint-subject.ts';

/** Finds the tasks whose status and record of completion do not go together. */
export function findRecordFindings({ tasks }: LintSubject): Finding[] {
  const findings: Finding[] = [];
  for (const { id, path, status, completion, source } of listReadable(tasks)) {
    if (status === 'completed' && completion === null && source === null) {
      const message = `${id} says that it is completed, and has no \`completion\`.`;
      findings.push({ code: 'completed-without-record', path, field: 'status', index: null, message });
    }
    if (status !== 'completed' && completion !== null) {
      const message = `${id} is ${status}, and still carries the completion ${completion}.`;
      findings.push({ code: 'stale-record', path, field: 'completion', index: null, message });
    }
  }
  return findings;
}
