import { at } from '../graph/columns.ts';
import type { Plan, Task } from '../task.ts';
import type { Finding } from './finding.ts';
import type { LintSubject } from './lint-subject.ts';

/** Finds the dependencies and parents that lead to no single task; only the tasks that have one are read. */
export function findReferenceFindings(subject: LintSubject): Finding[] {
  const findings: Finding[] = [];
  for (let node = 0; node < subject.graph.size; node++) {
    const task = leadsNowhere(subject, node) ? subject.taskAt(node) : null;
    if (task !== null) findings.push(...findInTask(subject, task));
  }
  return [...findings, ...subject.plans.flatMap((plan) => findInPlan(subject, plan))];
}

/** Whether a dependency of a node is dangling, or the node itself. */
function leadsNowhere({ graph }: LintSubject, node: number): boolean {
  for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
    const dependency = at(graph.dependency, edge);
    if (dependency < 0 || dependency === node) return true;
  }
  return false;
}

function findInTask(subject: LintSubject, task: Task): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, id] of task.dependsOn.entries()) {
    const complaint = seen.has(id) ? null : complainOfDependency(subject, task, id);
    seen.add(id);
    if (complaint !== null) findings.push({ path: task.path, field: 'depends_on', index, ...complaint });
  }
  return findings;
}

type Complaint = Pick<Finding, 'code' | 'message' | 'hint'>;

function complainOfDependency(subject: LintSubject, task: Task, id: string): Complaint | null {
  if (id === task.id) return { code: 'self-dependency', message: `${id} depends on itself.` };
  const count = subject.filesOf.get(id) ?? 0;
  if (count === 1) return null;
  if (count > 1) {
    const message = `${task.id} depends on ${id}, which ${count} files claim.`;
    return { code: 'ambiguous-dependency', message };
  }
  if (subject.planIds.has(id)) {
    const message = `${task.id} depends on ${id}, which is a plan.`;
    return { code: 'dangling-dependency', message, hint: 'Depend on tasks of the plan.' };
  }
  const message = `${task.id} depends on "${id}", and there is no such task here.${suggest(subject, id)}`;
  return { code: 'dangling-dependency', message };
}

function findInPlan(subject: LintSubject, { id, path, parent }: Plan): Finding[] {
  if (parent === null) return [];
  const count = subject.filesOf.get(parent) ?? 0;
  const place = { path, field: 'parent', index: null };
  if (count > 1) {
    const message = `The plan ${id} breaks down ${parent}, which ${count} files claim.`;
    return [{ code: 'ambiguous-dependency', ...place, message }];
  }
  if (count === 1) return [];
  const what = subject.planIds.has(parent)
    ? 'which is a plan and no task.'
    : 'and there is no such task here.';
  const message = `The plan ${id} breaks down ${parent}, ${what}${suggest(subject, parent)}`;
  return [{ code: 'parent-missing', ...place, message }];
}

function suggest(subject: LintSubject, id: string): string {
  const meant = subject.planIds.has(id) ? null : subject.suggestId(id);
  return meant === null ? '' : ` Did you mean ${meant}?`;
}
