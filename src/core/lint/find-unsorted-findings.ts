import type { Task } from '../task.ts';
import type { Finding } from './finding.ts';

/** Finds the lists whose order says nothing, and that are not in the order in which the program writes them. */
export function findUnsortedFindings({ path, dependsOn, files }: Task): Finding[] {
  return [...findInList(path, 'depends_on', dependsOn), ...findInList(path, 'files', files)];
}

function findInList(path: string, field: string, items: readonly string[]): Finding[] {
  const index = items.findIndex((item, at) => at > 0 && item < (items[at - 1] ?? ''));
  if (index === -1) return [];
  const message = `"${field}" is not sorted: "${items[index]}" comes after "${items[index - 1]}".`;
  return [{ code: 'unsorted-list', path, field, index, message }];
}
