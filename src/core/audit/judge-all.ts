import type { AuditRecord, Evidence } from './evidence.ts';
import { findConflicts } from './find-conflicts.ts';
import { indexEvidence } from './index-evidence.ts';
import { judgeCompletion } from './judge-completion.ts';
import type { AuditedTask } from './link.ts';

/** Judges every record; the answer is in their order. */
export function judgeAll(records: readonly AuditRecord[], evidence: Evidence): AuditedTask[] {
  const index = indexEvidence(evidence);
  const conflicts = findConflicts(records, index);
  return records.map((record) => judgeCompletion(record, index, conflicts.get(record.id) ?? null));
}
