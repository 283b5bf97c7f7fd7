import { deriveReadyOrder } from '../../core/graph/derive-ready-order.ts';
import type { CommitReport, CompletionAnswer, PlanSummary, Publication, TaskDocument } from '../answers.ts';
import { describePlan, describeTask, nodesOfPlan } from '../describe.ts';
import type { Ports } from '../ports.ts';
import { type Project, readProject, reportProblems } from '../project.ts';
import { requireTask } from '../require-reference.ts';

/** What the step did, before the project is read again for the answer. */
export interface Outcome {
  readonly repeated: boolean;
  readonly report: CommitReport;
  readonly warnings: readonly string[];
}

interface PublishedOutcome extends Outcome {
  readonly published: readonly Publication[];
}

/** The answer: what was recorded, how far the plan is, and what comes next. */
export async function describeCompletion(
  ports: Ports,
  id: string,
  outcome: PublishedOutcome,
): Promise<CompletionAnswer> {
  const project = await readProject(ports);
  const { task, node } = requireTask(project, id);
  const plan = describePlan(project, task.planId);
  const next = recommend(project, task.planId);
  return {
    kind: 'completion',
    task: describeTask(project, node),
    status: task.status,
    commits: task.commits,
    artifacts: task.artifacts,
    repeated: outcome.repeated,
    ...outcome.report,
    progress: plan.progress,
    next_task: next,
    next_step: adviseNext(plan, next),
    warnings: outcome.warnings,
    published: outcome.published,
    ...reportProblems(project),
  };
}

/** The most urgent ready task, of the same plan where there is one. */
function recommend(project: Project, planId: string): TaskDocument | null {
  const own = new Set(nodesOfPlan(project, planId));
  const [node] = [
    ...deriveReadyOrder(project.facts, { limit: 1, isWanted: (candidate) => own.has(candidate) }),
    ...deriveReadyOrder(project.facts, { limit: 1 }),
  ];
  return node === undefined ? null : describeTask(project, node);
}

function adviseNext(plan: PlanSummary, next: TaskDocument | null): string {
  const { completed, total } = plan.progress;
  if (completed === total && total > 0) {
    return `Every task of the plan is done: combine the results with \`orc synthesize ${plan.id}\`.`;
  }
  if (next !== null) return `Go on with \`orc execute ${next.id}\`.`;
  return 'No task is ready: `orc status` shows what the others wait for.';
}
