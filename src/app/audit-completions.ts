import type { AuditedTask } from '../core/audit/link.ts';
import { VERDICTS, type Verdict } from '../core/audit/verdict.ts';
import type { ProblemReport } from './answers.ts';
import { judgeHistory } from './audit/judge-history.ts';
import { listAuditRecords } from './audit/list-records.ts';
import { relinkCompletions } from './audit/relink.ts';
import type { AuditingPorts } from './ports.ts';
import { type Project, readProject, reportProblems } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface AuditRequest {
  /** Only completions of this plan. */
  readonly plan?: string | undefined;
  /** Writes the commits found today into the records whose own were rewritten. */
  readonly relink?: boolean | undefined;
  /** Told from time to time how many commits were read. */
  readonly onProgress?: (commits: number) => void;
}

export interface AuditAnswer extends ProblemReport {
  readonly kind: 'audit';
  /** Completed tasks in the order of their files. */
  readonly tasks: readonly AuditedTask[];
  /** How many of them are lost: any makes the exit code 1. */
  readonly lost: number;
  /** How many tasks have each result. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Tasks whose `commits` were brought up to date. */
  readonly relinked: readonly string[];
  /** The commits that hold these changes. */
  readonly commits: readonly string[];
  /** Why they are not committed; null when they are, or when nothing changed. */
  readonly not_committed: string | null;
}

/**
 * Verifies what every completed task recorded against the history of HEAD, and with `relink` brings the
 * recorded commits up to date where they were rewritten. Throws `ref-unknown` for the plan and what a
 * commit throws.
 */
export async function auditCompletions(
  ports: AuditingPorts,
  { plan, relink, onProgress = () => undefined }: AuditRequest = {},
): Promise<AuditAnswer> {
  const project = await readProject(ports);
  const planId = plan === undefined ? null : requirePlan(project, plan).id;
  const before = await audit(ports, project, onProgress);
  if (relink !== true) return answer(project, before, planId);
  const done = await relinkCompletions(ports, select(project, before, planId));
  const now = done.relinked.length === 0 ? project : await readProject(ports);
  const after = done.relinked.length === 0 ? before : await audit(ports, now, onProgress);
  return { ...answer(now, after, planId), ...done };
}

/** Always of all plans: a completion can be copied from one to another. */
function audit(ports: AuditingPorts, project: Project, onProgress: (commits: number) => void) {
  return judgeHistory(ports, listAuditRecords(project), onProgress);
}

function select(project: Project, tasks: readonly AuditedTask[], planId: string | null): AuditedTask[] {
  const planOf = new Map(listAuditRecords(project).map((record) => [record.id, record.planId]));
  return tasks.filter(({ id }) => planId === null || planOf.get(id) === planId);
}

function answer(project: Project, all: readonly AuditedTask[], planId: string | null): AuditAnswer {
  const tasks = select(project, all, planId);
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { result } of tasks) counts[result] += 1;
  return {
    kind: 'audit',
    tasks,
    lost: counts.lost,
    counts,
    relinked: [],
    commits: [],
    not_committed: null,
    ...reportProblems(project),
  };
}
