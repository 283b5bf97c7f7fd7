import type { ShowPlanAnswer, ShowTaskAnswer } from './answers.ts';
import { describePlan, describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { namesPlan, requireNode, requirePlan } from './require-reference.ts';

/**
 * One task or plan with its body. A file that cannot be read is shown as well, whole, with its problems:
 * looking at it is how one repairs it.
 */
export async function showReference(
  ports: Ports,
  { reference }: { readonly reference: string },
): Promise<ShowTaskAnswer | ShowPlanAnswer> {
  const project = await readProject(ports);
  if (namesPlan(project, reference)) {
    const plan = requirePlan(project, reference);
    return {
      kind: 'show',
      plan: describePlan(project, plan.id),
      tasks: nodesOfPlan(project, plan.id).map((node) => describeTask(project, node)),
      body: bodyOf(ports, plan.path),
      ...reportProblems(project),
    };
  }
  const task = describeTask(project, requireNode(project, reference));
  const own = project.table.problems.filter(({ path }) => path === task.path);
  return {
    kind: 'show',
    task,
    body: bodyOf(ports, task.path),
    problem_count: project.table.problems.length,
    problems: own,
  };
}

/** Empty for a link, a folder, or bytes that are no text: the problems of the answer say which. */
function bodyOf(ports: Ports, path: string): string {
  try {
    return readBodyText(ports, path);
  } catch {
    return '';
  }
}
