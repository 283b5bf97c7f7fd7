import type { Task } from '../task.ts';
import type { Finding } from './finding.ts';

/** Finds a status and a record of completion that do not go together. */
export function findRecordFindings({ id, path, status, completion, source }: Task): Finding[] {
  if (status === 'completed' && completion === null && source === null) {
    const message = `${id} says that it is completed, and has no \`completion\`.`;
    return [{ code: 'completed-without-record', path, field: 'status', index: null, message }];
  }
  if (status !== 'completed' && completion !== null) {
    const message = `${id} is ${status}, and still carries the completion ${completion}.`;
    return [{ code: 'stale-record', path, field: 'completion', index: null, message }];
  }
  return [];
}
