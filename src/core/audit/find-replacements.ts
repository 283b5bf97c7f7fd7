import type { EvidenceCommit } from './evidence.ts';
import { findBringers, type RecordCase, touches } from './record-case.ts';

/**
 * The commits that hold today what recorded commits held which are gone, by the recorded name: the one that
 * makes the same change where that is known; else those with the line of the task, or with the content of
 * the artifacts, in their order. Several names may lead to one commit: then it is a squash.
 */
export function findReplacements(found: RecordCase): ReadonlyMap<string, { readonly oid: string }> {
  const { missing, index } = found;
  const replacements = new Map<string, { readonly oid: string }>();
  for (const gone of missing) {
    const oid = index.closer.sameChange.get(gone);
    if (oid !== undefined) replacements.set(gone, { oid });
  }
  const taken = new Set([...replacements.values()].map(({ oid }) => oid));
  const open = missing.filter((gone) => !replacements.has(gone));
  const candidates = listCandidates(found, open.length);
  const free = candidates.filter(({ oid }) => !taken.has(oid));
  const pool = free.length > 0 ? free : candidates;
  const surplus = Math.max(0, pool.length - open.length);
  for (const [place, gone] of open.entries()) {
    const commit = pool[Math.min(surplus + place, pool.length - 1)];
    if (commit !== undefined) replacements.set(gone, commit);
  }
  return replacements;
}

/** Oldest first. The commit that brought the record comes into question only when there are too few others. */
function listCandidates(found: RecordCase, wanted: number): EvidenceCommit[] {
  const { record, index, introduced, present } = found;
  const byLine = (index.byTask.get(record.id) ?? []).filter(({ hasWork }) => hasWork);
  const byContent = record.artifacts.flatMap((artifact) => {
    const bringers = findBringers(found, artifact);
    return bringers.find(({ tasks }) => tasks.includes(record.id)) ?? bringers[0] ?? [];
  });
  const byFolder = holdsFolder(found) && introduced !== null ? [introduced] : [];
  const recorded = new Set(present);
  const all = [...new Set([...byLine, ...byContent, ...byFolder])].filter(
    (commit) => !recorded.has(commit) && !commit.isBoundary,
  );
  const ageOf = (commit: EvidenceCommit) => index.ageOf.get(commit) ?? 0;
  all.sort((a, b) => ageOf(b) - ageOf(a));
  const others = all.filter((commit) => commit !== introduced);
  return others.length >= wanted ? others : all;
}

/**
 * Whether the commit that brought the record changes a recorded folder. Squashed together with what others did
 * there, a folder has a content of which nobody could have known when it was recorded.
 */
function holdsFolder({ record, introduced, vouched }: RecordCase): boolean {
  return record.artifacts.some(
    (artifact) =>
      'tree' in artifact &&
      vouched.has(artifact.tree) &&
      introduced !== null &&
      touches(introduced, artifact.path),
  );
}
