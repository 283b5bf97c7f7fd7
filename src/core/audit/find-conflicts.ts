import type { AuditRecord } from './evidence.ts';
import type { EvidenceIndex } from './index-evidence.ts';

/**
 * Finds completions that more than one task claims, and says for each task that has no right to its own why,
 * by task id. The right one is the task in whose file the completion came first; when that cannot be
 * told, none of them is.
 */
export function findConflicts(
  records: readonly AuditRecord[],
  index: EvidenceIndex,
): ReadonlyMap<string, string> {
  const users = new Map<string, AuditRecord[]>();
  for (const record of records) {
    if (record.completion === null) continue;
    users.set(record.completion, [...(users.get(record.completion) ?? []), record]);
  }
  const conflicts = new Map<string, string>();
  for (const [completion, sharers] of users) {
    if (sharers.length < 2) continue;
    const owner = findOwner(completion, sharers, index);
    for (const { id } of sharers.filter((record) => record !== owner)) {
      const others = sharers.filter((record) => record.id !== id).map((record) => record.id);
      conflicts.set(
        id,
        owner === null
          ? `The completion ${completion} is used by ${others.join(', ')} too, and nothing tells whose it is.`
          : `The completion was copied: ${completion} is that of ${owner.id}.`,
      );
    }
  }
  return conflicts;
}

/** Named by a message first, then oldest; null when two are alike. */
function findOwner(
  completion: string,
  sharers: readonly AuditRecord[],
  index: EvidenceIndex,
): AuditRecord | null {
  const ranked = sharers
    .map((record) => ({ record, rank: rankOf(record, completion, index) }))
    .sort((a, b) => b.rank - a.rank);
  const [first, second] = ranked;
  if (first === undefined || first.rank < 0 || first.rank === second?.rank) return null;
  return first.record;
}

function rankOf({ id }: AuditRecord, completion: string, index: EvidenceIndex): number {
  const introduced = index.byRecord.get(id)?.at(-1);
  if (introduced === undefined) return -1;
  const isNamed = introduced.completions.includes(completion) && introduced.tasks.includes(id);
  return (index.ageOf.get(introduced) ?? 0) + (isNamed ? index.commits.length : 0);
}
