import type { Evidence, EvidenceCommit } from './evidence.ts';

/** The evidence, found by what it is about; every list is newest first. */
export interface EvidenceIndex extends Evidence {
  readonly byOid: ReadonlyMap<string, EvidenceCommit>;
  /** Place in the history: 0 is the newest. */
  readonly ageOf: ReadonlyMap<EvidenceCommit, number>;
  readonly byTask: Lists;
  readonly byCompletion: Lists;
  /** Commits that bring or hold a content, whatever its path. */
  readonly byContent: Lists;
  readonly byDeletedPath: Lists;
  /** Commits whose version of a task's file holds its completion. */
  readonly byRecord: Lists;
}

type Lists = ReadonlyMap<string, readonly EvidenceCommit[]>;

export function indexEvidence(evidence: Evidence): EvidenceIndex {
  const byTask = new Map<string, EvidenceCommit[]>();
  const byCompletion = new Map<string, EvidenceCommit[]>();
  const byContent = new Map<string, EvidenceCommit[]>();
  const byDeletedPath = new Map<string, EvidenceCommit[]>();
  const byRecord = new Map<string, EvidenceCommit[]>();
  for (const commit of evidence.commits) {
    for (const task of commit.tasks) append(byTask, task, commit);
    for (const completion of commit.completions) append(byCompletion, completion, commit);
    for (const { task } of commit.records) append(byRecord, task, commit);
    for (const { path, oid } of commit.changes) {
      if (oid === null) append(byDeletedPath, path, commit);
      else append(byContent, oid, commit);
    }
  }
  return {
    ...evidence,
    byOid: new Map(evidence.commits.map((commit) => [commit.oid, commit])),
    ageOf: new Map(evidence.commits.map((commit, age) => [commit, age])),
    byTask,
    byCompletion,
    byContent,
    byDeletedPath,
    byRecord,
  };
}

function append(lists: Map<string, EvidenceCommit[]>, key: string, commit: EvidenceCommit): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [commit]);
  else if (list.at(-1) !== commit) list.push(commit);
}
