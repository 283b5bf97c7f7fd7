import type { AuditRecord } from '../../core/audit/evidence.ts';
import { type Project, taskAt } from '../project.ts';

/** What every readable completed task records, in the order of the files. */
export function listAuditRecords({ table, facts }: Pick<Project, 'table' | 'facts'>): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (let node = 0; node < facts.graph.size; node++) {
    const task = taskAt({ table, facts }, node);
    if (task?.status !== 'completed') continue;
    const { id, title, planId, path, completion, commits, artifacts, source } = task;
    records.push({ id, title, planId, path, completion, commits, artifacts, source });
  }
  return records;
}
