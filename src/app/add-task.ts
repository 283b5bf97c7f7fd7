import { formatId } from '../core/identifier.ts';
import type { PlannedSubtask } from '../core/plan-input/planned-subtask.ts';
import { validatePlanInput } from '../core/plan-input.ts';
import { PlanError } from '../errors.ts';
import type { UpdateAnswer } from './answers.ts';
import { commitChange } from './commit-change.ts';
import { findDownstream } from './dependencies.ts';
import { formatNewTask } from './format-new-task.ts';
import { taskMessage } from './messages.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject } from './project.ts';
import { requirePlan, requireTask } from './require-reference.ts';
import { listSpecialistNames } from './specialists.ts';
import { answerUpdate } from './update-task.ts';

export interface AddRequest {
  readonly title: string;
  readonly plan: string;
  readonly description?: string | undefined;
  readonly specialist?: string | undefined;
  readonly priority?: string | undefined;
  readonly complexity?: string | undefined;
  readonly effort?: string | undefined;
  /** References to tasks of any plan. */
  readonly dependencies?: readonly string[] | undefined;
  readonly files?: readonly string[] | undefined;
}

/** Adds one task to a plan, by the same rules as a task that is planned. */
export async function addTask(ports: Ports, request: AddRequest): Promise<UpdateAnswer> {
  const { id, report } = await ports.exclusively(async () => {
    const project = await readProject(ports);
    const plan = requirePlan(project, request.plan);
    if (plan.cancelled) {
      throw new PlanError('transition-refused', `The plan ${plan.id} is cancelled.`, {
        hints: [`Open it again with \`orc reopen ${plan.id} --reason …\`, if that is meant.`],
      });
    }
    const dependsOn = (request.dependencies ?? []).map(
      (reference) => requireTask(project, reference).task.id,
    );
    const later = plan.parent === null ? undefined : findDownstream(project, plan.parent);
    const subtask = await checkSubtask(ports, project, request, dependsOn, later);
    const id = formatId(await ports.slugify(subtask.title), ports.newSuffix());
    const path = `.tasks/${plan.id}/${id}.md`;
    ports.files.create([
      { path, text: formatNewTask({ id, dependsOn: [...new Set(dependsOn)].sort(), subtask }) },
    ]);
    const task = { id, planId: plan.id, title: subtask.title };
    const message = taskMessage({ task, verb: 'add', status: 'pending' });
    return { id, report: await commitChange(ports, [path], message) };
  });
  return answerUpdate(ports, id, report);
}

async function checkSubtask(
  ports: Ports,
  project: Project,
  request: AddRequest,
  dependencies: readonly string[],
  laterTaskIds: ReadonlySet<string> | undefined,
): Promise<PlannedSubtask> {
  const element = {
    title: request.title,
    description: request.description,
    specialist_type: request.specialist,
    priority: request.priority,
    complexity_level: request.complexity,
    estimated_effort: request.effort,
    dependencies,
    files: request.files,
  };
  const given = Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined));
  const { subtasks, problems } = validatePlanInput([given], {
    knownTaskIds: new Set(project.facts.graph.ids),
    ...(laterTaskIds === undefined ? {} : { laterTaskIds }),
    specialists: await listSpecialistNames(ports),
  });
  const [subtask] = subtasks;
  if (subtask !== undefined) return subtask;
  const own = problems.map((problem) => ({ ...problem, path: problem.path.replace('subtasks[0].', '') }));
  throw new PlanError('input-invalid', own.map(({ message, hint }) => `${message} ${hint}`).join('\n'), {
    hints: ['Nothing was written; correct the values and call again.'],
    data: { problems: own },
  });
}
