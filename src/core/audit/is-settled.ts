import { type AuditRecord, contentOf, type Evidence, NO_CLOSER_LOOK } from './evidence.ts';
import { type EvidenceIndex, indexEvidence } from './index-evidence.ts';
import { judgeAll } from './judge-all.ts';
import type { AuditedTask } from './link.ts';

/**
 * Whether a part of the history shows as much about some of the records as all of it would: every commit is
 * here, every content was seen, and the completion was seen to come into a file that did not have it.
 */
export function isSettled(
  some: readonly AuditRecord[],
  all: readonly AuditRecord[],
  evidence: Omit<Evidence, 'closer'>,
): boolean {
  if (some.length === 0) return true;
  const index = indexEvidence({ ...evidence, closer: NO_CLOSER_LOOK });
  const tasks = new Map(judgeAll(all, index).map((task) => [task.id, task]));
  return some.every((record) => {
    const task = tasks.get(record.id);
    return task !== undefined && (record.completion === null || isTaskSettled(record, task, index));
  });
}

function isTaskSettled(record: AuditRecord, { links }: AuditedTask, index: EvidenceIndex): boolean {
  return links.every((link) => {
    if (link.verdict === 'lost') return false;
    if (link.kind === 'record') return beganHere(record, index);
    return (
      link.verdict === 'exact' || (link.kind === 'artifact' && index.byContent.has(contentOf(link) ?? ''))
    );
  });
}

/** A file that was moved may have had its completion before, elsewhere. */
function beganHere({ id }: AuditRecord, index: EvidenceIndex): boolean {
  const oldest = index.byRecord.get(id)?.at(-1);
  return oldest?.records.some(({ task, isMoved }) => task === id && !isMoved) === true;
}
