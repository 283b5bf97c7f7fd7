import { deriveTopologicalOrder } from '../core/graph/derive-topological-order.ts';
import type { Plan, Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { readBody } from '../format/sections.ts';
import type { SynthesisAnswer } from './answers.ts';
import { commitChange } from './commit-change.ts';
import { describePlan } from './describe.ts';
import { planChangeMessage } from './messages.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt, taskAt } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { requirePlan } from './require-reference.ts';
import { formatSynthesis, type SynthesisTask } from './synthesis/format-synthesis.ts';

export interface SynthesizeRequest {
  /** A plan, or the task that a plan breaks down. */
  readonly plan: string;
  /** Accept an unfinished plan, and say so at the top. */
  readonly partial?: boolean | undefined;
}

/**
 * Phase 6: combines every result in dependency order into `synthesis.md` and commits it. Throws
 * `plan-unfinished` unless every task is completed or cancelled, or `partial` is given.
 */
export async function synthesizePlan(ports: Ports, request: SynthesizeRequest): Promise<SynthesisAnswer> {
  return ports.exclusively(async () => {
    const project = await readProject(ports);
    const plan = requirePlan(project, request.plan);
    const tasks = readTasks(ports, project, plan);
    const open = tasks.filter(({ state }) => state !== 'completed' && state !== 'cancelled');
    const isComplete = tasks.length > 0 && open.length === 0;
    if (!isComplete && request.partial !== true) throw unfinished(plan, tasks.length, open);

    const records = await ports.git.findCompletionCommits();
    const recordOf = (task: Task | null) => records.get(task?.completion ?? '') ?? null;
    const oids = tasks.flatMap(({ task }) => [...(task?.commits ?? []), recordOf(task) ?? []].flat());
    const commits = await ports.git.describeCommits(oids);
    const text = formatSynthesis({
      plan: describePlan(project, plan.id),
      goal: readBodyText(ports, plan.path).trim(),
      isComplete,
      tasks: tasks.map((entry) => ({ ...entry, record: recordOf(entry.task) })),
      commits,
    });
    const path = `.tasks/${plan.id}/synthesis.md`;
    ports.files.put(path, text);
    const report = await commitChange(ports, [path], planChangeMessage(plan, 'synthesize'));
    return {
      kind: 'synthesis',
      plan: describePlan(project, plan.id),
      path,
      complete: isComplete,
      text,
      ...report,
      ...reportProblems(project),
    };
  });
}

function readTasks(ports: Ports, project: Project, plan: Plan): Omit<SynthesisTask, 'record'>[] {
  const { facts } = project;
  const index = facts.graph.plans.findIndex(({ id }) => id === plan.id);
  return deriveTopologicalOrder(facts.graph, index).map((node) => {
    const task = taskAt(project, node);
    const id = facts.graph.ids[node] ?? '';
    const state = stateAt(project, node);
    const result = task === null ? null : readBody(readBodyText(ports, task.path)).result;
    return { id, state, task, result };
  });
}

function unfinished(
  plan: Plan,
  total: number,
  open: readonly Pick<SynthesisTask, 'id' | 'state'>[],
): PlanError {
  const named = open.slice(0, 10).map(({ id, state }) => `${id} (${state})`);
  if (open.length > named.length) named.push(`${open.length - named.length} more`);
  const why =
    total === 0 ? 'it has no tasks' : `${open.length} of ${total} tasks are open: ${named.join(', ')}`;
  return new PlanError('plan-unfinished', `${plan.id} is not finished: ${why}.`, {
    data: { plan: plan.id, open: open.map(({ id, state }) => ({ id, state })) },
  });
}
