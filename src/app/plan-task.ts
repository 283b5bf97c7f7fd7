import { formatId } from '../core/identifier.ts';
import type { PlannedSubtask } from '../core/plan-input/planned-subtask.ts';
import { PlanError } from '../errors.ts';
import { formatBody } from '../format/format-body.ts';
import { formatPlanFile } from '../format/format-file.ts';
import type { PlanAnswer, PlannedTask } from './answers.ts';
import { commitChange } from './commit-change.ts';
import { formatNewTask } from './format-new-task.ts';
import { planMessage } from './messages.ts';
import { type CheckedPlan, type PlanRequest, readPlanRequest } from './plan-request.ts';
import type { NewFile, Ports } from './ports.ts';
import { limitProblems } from './project.ts';

/**
 * Phase 2: breaks a request down. Validates the whole plan, then writes one file per plan and task, then
 * makes one commit. All or nothing: throws `plan-invalid` with every error before anything is written.
 */
export async function planTask(ports: Ports, request: PlanRequest): Promise<PlanAnswer> {
  const plan = await readPlanRequest(ports, request);
  const planId = formatId(await ports.slugify(plan.title), ports.newSuffix());
  const path = `.tasks/${planId}/plan.md`;
  const ids = await nameTasks(ports, plan.subtasks);
  const tasks = plan.subtasks.map((subtask, index) => describe(planId, ids, subtask, index));
  const answer = {
    kind: 'plan' as const,
    plan_id: planId,
    title: plan.title,
    path,
    tasks,
    dry_run: request.dryRun ?? false,
    ...limitProblems(plan.fileProblems),
  };
  if (request.dryRun) return { ...answer, commit: null, committed: false, not_committed: 'dry run' };

  const files = [{ path, text: formatPlan(planId, plan) }, ...formatTasks(tasks, plan.subtasks)];
  const report = await ports.exclusively(async () => {
    ports.files.create(files);
    const message = planMessage({ id: planId, title: plan.title }, ids);
    return commitChange(
      ports,
      files.map((file) => file.path),
      message,
    );
  });
  return { ...answer, ...report };
}

async function nameTasks(ports: Ports, subtasks: readonly PlannedSubtask[]): Promise<string[]> {
  const taken = new Set<string>();
  for (const subtask of subtasks) {
    const slug = await ports.slugify(subtask.title);
    let id: string;
    do id = formatId(slug, ports.newSuffix());
    while (taken.has(id));
    taken.add(id);
  }
  return [...taken];
}

function describe(
  planId: string,
  ids: readonly string[],
  subtask: PlannedSubtask,
  index: number,
): PlannedTask {
  const id = requireAt(ids, index);
  const dependencies = subtask.dependencies.map((dependency) =>
    'id' in dependency ? dependency.id : requireAt(ids, dependency.index),
  );
  return {
    id,
    title: subtask.title,
    input_id: subtask.inputId,
    path: `.tasks/${planId}/${id}.md`,
    specialist: subtask.specialist ?? 'generic',
    depends_on: dependencies.sort(),
  };
}

function formatTasks(tasks: readonly PlannedTask[], subtasks: readonly PlannedSubtask[]): NewFile[] {
  return tasks.map((task, index) => {
    const subtask = requireAt(subtasks, index);
    return { path: task.path, text: formatNewTask({ id: task.id, dependsOn: task.depends_on, subtask }) };
  });
}

/** Goal and context of the plan; a context of one line is a field, a longer one a section. */
function formatPlan(id: string, { title, description, context, fields }: CheckedPlan): string {
  const isLine = context !== '' && !context.includes('\n');
  const body = isLine || context === '' ? description : `${description}\n\n## Context\n\n${context}`;
  return formatPlanFile(
    { id, title, ...fields, ...(isLine ? { context } : {}) },
    formatBody({ description: body.trim(), acceptanceCriteria: [] }),
  );
}

function requireAt<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new PlanError('internal', `no element ${index} of ${values.length}`);
  return value;
}
