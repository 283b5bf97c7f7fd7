import { at } from '../graph/columns.ts';
import { type Cycle, findCycles } from '../graph/find-cycles.ts';
import { nameOf, planOfNode } from '../graph/task-graph.ts';
import type { Finding } from './finding.ts';
import type { LintSubject } from './lint-subject.ts';

const STEPS_SHOWN = 10;

/** Finds every group of tasks that wait for each other, once, with one shortest way round. */
export function findCycleFindings(subject: LintSubject): Finding[] {
  return findCycles(subject.graph)
    .filter((cycle) => !isSelfDependency(subject, cycle))
    .flatMap((cycle) => describeCycle(subject, cycle));
}

/** A task in its own `depends_on` has a rule of its own. */
function isSelfDependency(subject: LintSubject, { path: [from, to, ...rest] }: Cycle): boolean {
  return rest.length === 0 && from !== undefined && from === to && isOwnDependency(subject, from, to);
}

function describeCycle(subject: LintSubject, { members, path }: Cycle): Finding[] {
  const [first, second] = path;
  const place = first === undefined || second === undefined ? null : locateStep(subject, first, second);
  if (place === null) return [];
  const steps = path.slice(1).map((to, index) => describeStep(subject, path[index] ?? to, to));
  const shown = steps.slice(0, STEPS_SHOWN);
  if (shown.length < steps.length) shown.push(`and so on over ${steps.length - shown.length} more steps`);
  const count = members.length === 1 ? '' : `${members.length} tasks wait for each other: `;
  return [{ code: 'cycle', ...place, message: `${count}${shown.join(', ')}.` }];
}

function describeStep({ graph }: LintSubject, from: number, to: number): string {
  const [waiting, awaited] = [nameOf(graph, from), nameOf(graph, to)];
  if (isOwnDependency({ graph }, from, to)) return `${waiting} depends on ${awaited}`;
  const plan = planOfNode(graph, to).id;
  return `${waiting} is broken down by the plan ${plan}, and so waits for ${awaited} in it`;
}

function locateStep({ taskAt, graph }: LintSubject, from: number, to: number) {
  const task = taskAt(from);
  if (isOwnDependency({ graph }, from, to)) {
    const index = task?.dependsOn.indexOf(nameOf(graph, to)) ?? 0;
    return task === null ? null : { path: task.path, field: 'depends_on', index };
  }
  const planId = planOfNode(graph, to).id;
  return { path: `.tasks/${planId}/plan.md`, field: 'parent', index: null };
}

/** Whether the step is written in `depends_on`, and does not come from a plan that breaks the task down. */
function isOwnDependency({ graph }: Pick<LintSubject, 'graph'>, from: number, to: number): boolean {
  for (let edge = at(graph.dependencyStart, from); edge < at(graph.ownEnd, from); edge++) {
    if (graph.dependency[edge] === to) return true;
  }
  return false;
}
