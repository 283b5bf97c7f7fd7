import type { AuditRecord } from '../../core/audit/evidence.ts';
import type { AuditedTask, AuditLink } from '../../core/audit/link.ts';
import type { FileVersion, VersionPair } from '../../core/diff/file-version.ts';
import { STATUS_CODE } from '../../core/graph/codes.ts';
import type { Task } from '../../core/task.ts';
import type { TaskTable } from '../../core/task-table.ts';
import { judgeNewRecords } from '../audit/judge-history.ts';
import type { ComparingPorts, ResolvedRange } from '../ports.ts';

/** A completion that the change brings, and what history says of it. */
export interface CompletionDocument {
  readonly task: string;
  readonly title: string;
  readonly path: string;
  readonly completion: string;
  /** What the audit says; see `orc audit`. */
  readonly result: AuditedTask['result'];
  readonly links: readonly AuditLink[];
}

/** Verifies the completions that are new on the far side against the history of its commit. */
export async function judgeCompletions(
  ports: ComparingPorts,
  pairs: readonly VersionPair[],
  after: TaskTable,
  range: ResolvedRange,
): Promise<readonly CompletionDocument[]> {
  const fresh = pairs.flatMap((pair) => (isNew(pair) ? (pair.after?.task ?? []) : []));
  const tip = range.head ?? ports.git.readHead().oid;
  if (fresh.length === 0 || tip === null) return [];
  const { history } = await ports.openAudit();
  const records = [...fresh, ...findSharers(after, fresh)].map(recordOf);
  const judged = await judgeNewRecords(history, { tip, after: range.base, records });
  const verdicts = new Map(judged.map((task) => [task.id, task]));
  return fresh.flatMap(({ id, title, path, completion }) => {
    const verdict = verdicts.get(id);
    if (verdict === undefined || completion === null) return [];
    return [{ task: id, title, path, completion, result: verdict.result, links: verdict.links }];
  });
}

function isNew({ before, after }: VersionPair): boolean {
  if (after?.task?.status !== 'completed' || after.task.completion === null) return false;
  return completionOf(before) !== after.task.completion || before?.id !== after.id;
}

function completionOf(version: FileVersion | null): string | null {
  return version?.task?.completion ?? null;
}

/** Other completed tasks with one of the completions: one of them was copied. */
function findSharers({ graph, taskAt }: TaskTable, fresh: readonly Task[]): Task[] {
  const wanted = new Set(fresh.map(({ completion }) => completion));
  const own = new Set(fresh.map(({ id }) => id));
  const sharers: Task[] = [];
  for (let node = 0; node < graph.size; node++) {
    if (graph.status[node] !== STATUS_CODE.completed || own.has(graph.ids[node] ?? '')) continue;
    const task = taskAt(node);
    if (task !== null && wanted.has(task.completion)) sharers.push(task);
  }
  return sharers;
}

function recordOf(task: Task): AuditRecord {
  const { id, title, planId, path, completion, commits, artifacts, source } = task;
  return { id, title, planId, path, completion, commits, artifacts, source };
}
