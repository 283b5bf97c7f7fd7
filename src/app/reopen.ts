import { cleanLine, cleanText } from '../core/clean-text.ts';
import type { Plan, Task } from '../core/task.ts';
import { isTransitionAllowed } from '../core/transitions.ts';
import { PlanError } from '../errors.ts';
import { readBody } from '../format/sections.ts';
import type { CommitReport, UpdateAnswer, UpdatePlanAnswer } from './answers.ts';
import { answerPlan } from './cancel.ts';
import { changeFile, today } from './change-file.ts';
import { commitChange } from './commit-change.ts';
import { planChangeMessage, taskMessage } from './messages.ts';
import type { Ports } from './ports.ts';
import { readProject } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { namesPlan, requirePlan, requireTask } from './require-reference.ts';
import { requireText } from './require-text.ts';
import { answerUpdate } from './update-task.ts';

export interface ReopenRequest {
  /** A task or a plan. */
  readonly reference: string;
  readonly reason: string;
  readonly expect?: string | undefined;
}

/** Brings a completed, cancelled, failed or blocked task, or a cancelled plan, back; its old result becomes a note. */
export async function reopen(ports: Ports, request: ReopenRequest): Promise<UpdateAnswer | UpdatePlanAnswer> {
  const reason = cleanText(
    requireText(request.reason, 'reason', 'Say with --reason why it is opened again.'),
  );
  const isPlan = namesPlan(await readProject(ports), request.reference);
  const { id, report } = await ports.exclusively(async () => {
    const project = await readProject(ports);
    if (isPlan) {
      const plan = requirePlan(project, request.reference);
      return { id: plan.id, report: await reopenPlan(ports, plan, reason, request.expect) };
    }
    const { task } = requireTask(project, request.reference);
    return { id: task.id, report: await reopenTask(ports, task, reason, request.expect) };
  });
  return isPlan ? answerPlan(ports, id, report) : answerUpdate(ports, id, report);
}

async function reopenTask(ports: Ports, task: Task, reason: string, expect?: string): Promise<CommitReport> {
  if (!isTransitionAllowed(task.status, 'pending', 'reopen')) {
    throw new PlanError(
      'transition-refused',
      `${task.id} is ${task.status}: there is nothing to open again.`,
      {
        hints: [`\`orc show ${task.id}\` shows where it stands.`],
        data: { task: task.id, status: task.status },
      },
    );
  }
  const set = {
    status: 'pending',
    reason: null,
    started_at: null,
    completed_at: null,
    completed_by: null,
    completion: null,
    commits: null,
    artifacts: null,
    artifact_type: null,
  } as const;
  const notes = [{ date: today(ports), text: describeEnd(ports, task, reason) }];
  await changeFile(ports, task.path, { set, result: null, notes }, expect);
  const message = taskMessage({ task, verb: 'reopen', status: 'pending', body: reason });
  return commitChange(ports, [task.path], message);
}

/** What the task was until now, kept word for word. */
function describeEnd(ports: Ports, task: Task, reason: string): string {
  const lines = [`Reopened (${ports.actor}): ${reason}`, `It was ${task.status} before.`];
  if (task.reason !== null) lines.push(`The reason was: ${task.reason}`);
  if (task.completion !== null) {
    const commits = task.commits.length === 0 ? '' : `, commits ${task.commits.join(' ')}`;
    lines.push(`Completion ${task.completion} by ${task.completedBy} at ${task.completedAt}${commits}`);
  }
  const { result } = readBody(readBodyText(ports, task.path));
  if (result !== null && result.trim() !== '') lines.push('The result was:', '', result.trim());
  return lines.join('\n');
}

async function reopenPlan(ports: Ports, plan: Plan, reason: string, expect?: string): Promise<CommitReport> {
  if (!plan.cancelled) {
    throw new PlanError(
      'transition-refused',
      `The plan ${plan.id} is not cancelled: there is nothing to open again.`,
    );
  }
  await changeFile(ports, plan.path, { set: { cancelled: null, reason: null } }, expect);
  return commitChange(ports, [plan.path], planChangeMessage(plan, `reopen ${cleanLine(plan.title)}`, reason));
}
