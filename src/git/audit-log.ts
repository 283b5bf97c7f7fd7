/**
 * Reads the history once for all records and keeps the commits that say something about one. The quick reading
 * looks into the commits that are recorded, named by a message or touch the plans: for a history that nobody
 * rewrote they are enough. The whole reading looks into every commit.
 */
import { type AuditRecord, type ContentChange, contentOf } from '../core/audit/evidence.ts';
import { readChanges } from './audit-changes.ts';
import type { LogChange } from './audit-log-parser.ts';
import { listTouching, type MessageLog, type Named, readMessages } from './audit-messages.ts';
import type { HistoryRange } from './audit-range.ts';

/** A commit that may be evidence; which of its task files hold a completion is not known yet. */
export interface CollectedCommit extends Named {
  readonly oid: string;
  readonly hasWork: boolean;
  /** Whether it says something even when none of its files holds a completion. */
  readonly isEvidence: boolean;
  readonly changes: readonly ContentChange[];
  readonly files: readonly CollectedFile[];
}

interface CollectedFile {
  readonly task: string;
  readonly blob: string;
  readonly isMoved: boolean;
}

interface LogQuery extends HistoryRange {
  readonly records: readonly AuditRecord[];
  readonly isWhole: boolean;
  readonly onProgress: (commits: number) => void;
}

/** What of a history matters, by what is looked up for every change. */
interface Wanted {
  readonly commits: ReadonlySet<string>;
  readonly tasks: ReadonlySet<string>;
  readonly completions: ReadonlySet<string>;
  readonly contents: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
}

const PLAN_FILE = /(?:^|\/)\.tasks\//;
const NOTHING_NAMED: Named = { tasks: [], completions: [] };

/** Newest first. */
export async function readLog(query: LogQuery): Promise<CollectedCommit[]> {
  const { root, records, isWhole, onProgress } = query;
  const wanted = listWanted(records);
  const log = await readMessages(query);
  const collected = new Map<string, CollectedCommit>();
  await readChanges({
    root,
    oids: isWhole ? log.oids : await selectNamed(query, log, wanted),
    withFolders: [...wanted.paths].some((path) => path.endsWith('/')),
    take(oid, changes) {
      const commit = collect(oid, log.named.get(oid) ?? NOTHING_NAMED, changes, wanted);
      if (commit !== null) collected.set(oid, commit);
    },
    onProgress,
  });
  return log.oids.flatMap((oid) => collected.get(oid) ?? []);
}

function listWanted(records: readonly AuditRecord[]): Wanted {
  const artifacts = records.flatMap((record) => record.artifacts);
  return {
    commits: new Set(records.flatMap((record) => record.commits)),
    tasks: new Set(records.map(({ id }) => id)),
    completions: new Set(records.flatMap(({ completion }) => completion ?? [])),
    contents: new Set(artifacts.flatMap((artifact) => contentOf(artifact) ?? [])),
    paths: new Set(artifacts.map(({ path }) => path)),
    deleted: new Set(artifacts.flatMap((artifact) => ('deleted' in artifact ? artifact.path : []))),
  };
}

async function selectNamed(query: LogQuery, log: MessageLog, wanted: Wanted): Promise<string[]> {
  const folders = new Set(query.records.map(({ path }) => path.slice(0, path.indexOf('/'))));
  const planned = await listTouching(query, [...folders]);
  return log.oids.filter((oid) => {
    if (planned.has(oid) || wanted.commits.has(oid)) return true;
    const named = log.named.get(oid);
    return named !== undefined && isNamed(named, wanted);
  });
}

function isNamed({ tasks, completions }: Named, wanted: Wanted): boolean {
  return (
    tasks.some((task) => wanted.tasks.has(task)) || completions.some((one) => wanted.completions.has(one))
  );
}

function collect(
  oid: string,
  named: Named,
  changes: readonly LogChange[],
  wanted: Wanted,
): CollectedCommit | null {
  const relevant: ContentChange[] = [];
  const files: CollectedFile[] = [];
  const left = new Set(changes.flatMap((change) => (change.oid === null ? taskOf(change.path) : [])));
  let hasWork = false;
  let isEvidence = wanted.commits.has(oid) || named.completions.some((one) => wanted.completions.has(one));
  for (const { path, oid: content } of changes) {
    hasWork ||= !PLAN_FILE.test(path) && !path.endsWith('/');
    const isWanted = content !== null && wanted.contents.has(content);
    if (isWanted || wanted.paths.has(path)) relevant.push({ path, oid: content });
    isEvidence ||= isWanted || (content === null && wanted.deleted.has(path));
    const task = taskOf(path);
    if (content !== null && wanted.tasks.has(task))
      files.push({ task, blob: content, isMoved: left.has(task) });
  }
  isEvidence ||= (hasWork || relevant.length > 0) && isNamed(named, wanted);
  return isEvidence || files.length > 0
    ? { oid, ...named, hasWork, isEvidence, changes: relevant, files }
    : null;
}

/** The id that the name of a file claims, in whatever folder the plans lie or lay. */
function taskOf(path: string): string {
  return path.endsWith('.md') ? path.slice(path.lastIndexOf('/') + 1, -'.md'.length) : '';
}
