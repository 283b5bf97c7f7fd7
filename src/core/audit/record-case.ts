import { type AuditRecord, contentOf, type EvidenceCommit } from './evidence.ts';
import type { EvidenceIndex } from './index-evidence.ts';

/** One record, and what the evidence says about it as a whole. */
export interface RecordCase {
  readonly record: AuditRecord;
  readonly completion: string;
  readonly index: EvidenceIndex;
  /** The oldest commit whose version of the task's file holds the completion; null when none does. */
  readonly introduced: EvidenceCommit | null;
  /** The oldest such commit whose message names the completion, its own or one that relinked it. */
  readonly named: EvidenceCommit | null;
  /** Whether the newest commit holds the completion in the task's file. */
  readonly isCommitted: boolean;
  /** Recorded commits that this history has. */
  readonly present: readonly EvidenceCommit[];
  /** Recorded commits that it does not have, in the order of the record. */
  readonly missing: readonly string[];
  /** Names that were in the record when it was made, or that the program put there later. */
  readonly vouched: ReadonlySet<string>;
}

export function openCase(record: AuditRecord, completion: string, index: EvidenceIndex): RecordCase {
  const versions = index.byRecord.get(record.id) ?? [];
  const introduced = versions.at(-1) ?? null;
  const atTip = index.tip.held.get(record.path);
  return {
    record,
    completion,
    index,
    introduced,
    named: versions.findLast(({ completions }) => completions.includes(completion)) ?? null,
    isCommitted: versions.some((commit) =>
      commit.records.some(({ task, blob }) => task === record.id && blob === atTip),
    ),
    present: record.commits.flatMap((oid) => index.byOid.get(oid) ?? []),
    missing: record.commits.filter((oid) => !index.byOid.has(oid)),
    vouched: listVouched(record, completion, versions, index.limit !== null),
  };
}

/**
 * A name that somebody wrote into the file afterwards is in no version that a completing or relinking
 * commit made. Where parts of the history are missing, nothing can be held against a name.
 */
function listVouched(
  record: AuditRecord,
  completion: string,
  versions: readonly EvidenceCommit[],
  isLimited: boolean,
): Set<string> {
  if (isLimited)
    return new Set([...record.commits, ...record.artifacts.flatMap((one) => contentOf(one) ?? [])]);
  const trusted = versions.filter(
    (commit, place) => place === versions.length - 1 || commit.completions.includes(completion),
  );
  const names = trusted.flatMap(({ records }) => records.filter(({ task }) => task === record.id));
  return new Set(names.flatMap((version) => version.names));
}

/** Whether something other than the record ties a commit to the task: its line, or a change of an artifact. */
export function isRelated({ record }: RecordCase, commit: EvidenceCommit): boolean {
  if (commit.hasWork && commit.tasks.includes(record.id)) return true;
  return record.artifacts.some(({ path }) => touches(commit, path));
}

/** Whether a commit changes a path. A boundary of a shallow clone only holds it. */
export function touches({ isBoundary, changes }: EvidenceCommit, path: string): boolean {
  return !isBoundary && changes.some((change) => change.path === path);
}

/** Commits that bring the content of an artifact to its own path; of a deletion, those that delete it. */
export function findBringers(
  { index }: RecordCase,
  artifact: AuditRecord['artifacts'][number],
): readonly EvidenceCommit[] {
  const oid = contentOf(artifact);
  if (oid === null) return index.byDeletedPath.get(artifact.path) ?? [];
  return (index.byContent.get(oid) ?? []).filter(({ changes }) =>
    changes.some((change) => change.path === artifact.path && change.oid === oid),
  );
}

/** Whether the state that an artifact records is in this history, at any path. */
export function isFound(found: RecordCase, artifact: AuditRecord['artifacts'][number]): boolean {
  const oid = contentOf(artifact);
  if (oid === null) return findBringers(found, artifact).length > 0;
  return found.index.byContent.has(oid) || found.index.tip.pathsOf.has(oid);
}
