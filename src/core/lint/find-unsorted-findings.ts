import type { Finding } from './finding.ts';
import { type LintSubject, listReadable } from './lint-subject.ts';

/** Finds the lists whose order says nothing, and that are not in the order in which the program writes them. */
export function findUnsortedFindings({ tasks }: LintSubject): Finding[] {
  const findings: Finding[] = [];
  for (const { path, dependsOn, files } of listReadable(tasks)) {
    for (const [field, items] of [
      ['depends_on', dependsOn],
      ['files', files],
    ] as const) {
      const index = findUnsorted(items);
      if (index === -1) continue;
      const message = `"${field}" is not sorted: "${items[index]}" comes after "${items[index - 1]}".`;
      findings.push({ code: 'unsorted-list', path, field, index, message });
    }
  }
  return findings;
}

function findUnsorted(items: readonly string[]): number {
  return items.findIndex((item, index) => index > 0 && item < (items[index - 1] ?? ''));
}
