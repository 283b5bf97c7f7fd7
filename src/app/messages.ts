/** Commit messages: the semantic history that plain `git log` shows. One line a trailer, found by line. */
import { parseId } from '../core/identifier.ts';
import type { Plan, Status, Task } from '../core/task.ts';
import type { CommitMessage } from './ports.ts';

type Trailer = readonly [key: string, value: string];

interface PlanName {
  readonly id: string;
  readonly title: string;
}

/** The commit that creates a plan and its tasks. */
export function planMessage(plan: PlanName, taskIds: readonly string[]): CommitMessage {
  const tasks = taskIds.map((id): Trailer => ['Task', id]);
  return { subject: `plan(${slugOf(plan.id)}): ${plan.title}`, trailers: [['Plan', plan.id], ...tasks] };
}

/** A later change of the plan file itself, or of what is derived from the plan. */
export function planChangeMessage(plan: Pick<Plan, 'id'>, verb: string, body?: string): CommitMessage {
  return {
    subject: `plan(${slugOf(plan.id)}): ${verb}`,
    ...(body === undefined ? {} : { body }),
    trailers: [['Plan', plan.id]],
  };
}

export interface TaskChange {
  readonly task: Pick<Task, 'id' | 'planId' | 'title'>;
  /** What was done, in the imperative: `complete`, `add`, `update`, `reopen` … */
  readonly verb: string;
  readonly status: Status;
  readonly completion?: string;
  readonly body?: string;
}

/** A change of one task file. */
export function taskMessage(change: TaskChange): CommitMessage {
  const { task } = change;
  const trailers: Trailer[] = [
    ['Plan', task.planId],
    ['Task', task.id],
    ['Task-Status', change.status],
  ];
  if (change.completion !== undefined) trailers.push(['Task-Completion', change.completion]);
  return {
    subject: `task(${slugOf(task.id)}): ${change.verb} ${task.title}`,
    ...(change.body === undefined ? {} : { body: change.body }),
    trailers,
  };
}

/** The work itself: the subject is the agent's, the trailers tie it to the task. */
export function artifactMessage(task: Pick<Task, 'id' | 'planId'>, subject: string): CommitMessage {
  return {
    subject,
    trailers: [
      ['Plan', task.planId],
      ['Task', task.id],
    ],
  };
}

function slugOf(id: string): string {
  return parseId(id)?.slug ?? id;
}
