import type { AuditRecord } from '../../core/audit/evidence.ts';
import { parseId } from '../../core/identifier.ts';
import { taskMessage } from '../messages.ts';
import type { CommitMessage } from '../ports.ts';

/** The message of the commit that brings the records of one plan up to date: one task as its own, several as the plan's. */
export function relinkMessage(planId: string, records: readonly AuditRecord[]): CommitMessage {
  const [only, ...others] = records;
  if (only !== undefined && others.length === 0) {
    return taskMessage({
      task: only,
      verb: 'relink',
      status: 'completed',
      ...(only.completion === null ? {} : { completion: only.completion }),
    });
  }
  const lines = records.flatMap(({ id, completion }) => [
    ['Task', id] as const,
    ...(completion === null ? [] : [['Task-Completion', completion] as const]),
  ]);
  return {
    subject: `plan(${parseId(planId)?.slug ?? planId}): relink ${records.length} completions`,
    trailers: [['Plan', planId], ...lines, ['Task-Status', 'completed']],
  };
}
