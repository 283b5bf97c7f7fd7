import { cleanLine } from '../core/clean-text.ts';
import type { Plan, Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { CommitReport, UpdateAnswer, UpdatePlanAnswer } from './answers.ts';
import { changeFile } from './change-file.ts';
import { commitChange } from './commit-change.ts';
import { describePlan } from './describe.ts';
import { planChangeMessage } from './messages.ts';
import type { Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';
import { namesPlan, requirePlan, requireTask } from './require-reference.ts';
import { requireText } from './require-text.ts';
import { updateTask } from './update-task.ts';

export interface CancelRequest {
  /** A task or a plan. */
  readonly reference: string;
  readonly reason: string;
  readonly expect?: string | undefined;
}

/** Gives a task or a whole plan up, with the reason. Asked again with the same reason, it commits what is not yet committed. */
export async function cancel(ports: Ports, request: CancelRequest): Promise<UpdateAnswer | UpdatePlanAnswer> {
  const { reference, reason, expect } = request;
  const project = await readProject(ports);
  if (!namesPlan(project, reference)) {
    requireOpen(requireTask(project, reference).task, reason);
    return updateTask(ports, { task: reference, status: 'cancelled', reason, expect });
  }
  const { plan, report } = await ports.exclusively(async () => {
    const plan = requirePlan(await readProject(ports), reference);
    requireOpen({ ...plan, status: plan.cancelled ? 'cancelled' : '' }, reason);
    return { plan, report: await cancelPlan(ports, plan, request) };
  });
  return answerPlan(ports, plan.id, report);
}

function requireOpen(
  { id, status, reason }: Pick<Task, 'id' | 'reason'> & { readonly status: string },
  given: string,
): void {
  if (status !== 'cancelled' || reason === cleanLine(given)) return;
  throw new PlanError(
    'transition-refused',
    `${id} is cancelled already: ${reason ?? 'no reason was given'}.`,
    {
      hints: [`Open it again with \`orc reopen ${id} --reason …\` to change that.`],
      data: { task: id, status },
    },
  );
}

async function cancelPlan(
  ports: Ports,
  plan: Plan,
  { reason, expect }: CancelRequest,
): Promise<CommitReport> {
  const why = cleanLine(requireText(reason, 'reason', 'Say with --reason why the plan is given up.'));
  await changeFile(ports, plan.path, { set: { cancelled: true, reason: why } }, expect);
  return commitChange(ports, [plan.path], planChangeMessage(plan, `cancel ${plan.title}`, why));
}

/** The answer of every command that changes one plan. */
export async function answerPlan(ports: Ports, id: string, report: CommitReport): Promise<UpdatePlanAnswer> {
  const project = await readProject(ports);
  return { kind: 'update', plan: describePlan(project, id), ...report, ...reportProblems(project) };
}
