import { cleanLine } from '../core/clean-text.ts';
import { findMatches } from '../core/resolve-reference.ts';
import { findNearest } from '../core/suggest.ts';
import type { Plan, Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { type Project, taskAt } from './project.ts';

export interface LocatedTask {
  readonly task: Task;
  readonly node: number;
}

const CANDIDATES_SHOWN = 10;

/** The task that a reference names. Throws `ref-unknown`, `ref-ambiguous` or `file-unreadable`. */
export function requireTask(project: Project, reference: string): LocatedTask {
  const node = requireNode(project, reference);
  const task = taskAt(project, node);
  if (task === null) throw unreadable(project, node);
  return { task, node };
}

/** The node that a reference names, its file readable or not. Throws `ref-unknown` or `ref-ambiguous`. */
export function requireNode(project: Project, reference: string): number {
  const id = requireOne(reference, project.facts.graph.ids, 'task');
  const node = project.nodeOf.get(id);
  if (node === undefined) throw new PlanError('internal', `no node for ${id}`);
  return node;
}

/** The plan that a reference names, or, for a task that a plan breaks down, that plan. */
export function requirePlan(project: Project, reference: string): Plan {
  const planIds = [...project.plans.keys()];
  if (findMatches(reference, planIds).length === 0) {
    const [parent, ...others] = findMatches(reference, project.facts.graph.ids);
    const broken = project.table.plans.find((plan) => plan.parent === parent);
    if (parent !== undefined && others.length === 0 && broken !== undefined) return broken;
    const file = project.table.unreadable.find(({ kind, id }) => kind === 'plan' && id === reference);
    if (file !== undefined) throw unreadableFile(project, file.path);
  }
  const plan = project.plans.get(requireOne(reference, planIds, 'plan'));
  if (plan === undefined) throw new PlanError('internal', `no plan for ${reference}`);
  return plan;
}

/** Whether the reference names a plan rather than a task: an exact or unique plan wins when no task matches. */
export function namesPlan(project: Project, reference: string): boolean {
  const planIds = [...project.plans.keys()];
  const plans = findMatches(reference, planIds);
  if (plans.length === 0) return false;
  const tasks = findMatches(reference, project.facts.graph.ids);
  if (tasks.length === 0) return true;
  const isExact = plans.length === 1 && plans[0] === reference;
  if (!isExact) throw ambiguous(reference, 'task or plan', [...plans, ...tasks]);
  return true;
}

/** The one id that a reference means. Throws `ref-unknown` or `ref-ambiguous`. */
export function requireOne(reference: string, ids: readonly string[], what: 'task' | 'plan'): string {
  const matches = findMatches(reference, ids);
  const [first, ...others] = matches;
  if (first === undefined) throw unknown(reference, ids, what);
  if (others.length > 0) throw ambiguous(reference, what, matches);
  return first;
}

function unknown(reference: string, ids: readonly string[], what: 'task' | 'plan'): PlanError {
  const shown = cleanLine(reference);
  const nearest = findNearest(reference, ids);
  const hints = nearest === null ? [] : [`Did you mean ${nearest}?`];
  hints.push(
    /^.{0,2}$/u.test(reference)
      ? 'Give at least 3 characters of the id.'
      : `\`orc ${what === 'task' ? 'list' : 'status'}\` shows every ${what}.`,
  );
  return new PlanError('ref-unknown', `No ${what} matches "${shown}".`, { hints, data: { reference, what } });
}

function ambiguous(reference: string, what: string, candidates: readonly string[]): PlanError {
  const shown = candidates.slice(0, CANDIDATES_SHOWN);
  const more = candidates.length > shown.length ? ` and ${candidates.length - shown.length} more` : '';
  return new PlanError(
    'ref-ambiguous',
    `"${cleanLine(reference)}" matches more than one ${what}: ${shown.join(', ')}${more}.`,
    { data: { reference, candidates: shown } },
  );
}

function unreadable(project: Project, node: number): PlanError {
  return unreadableFile(project, project.table.pathAt(node));
}

function unreadableFile(project: Project, path: string): PlanError {
  const problems = project.table.problems.filter((problem) => problem.path === path);
  const [first] = problems;
  const where = first === undefined ? path : `${path}:${first.line}:${first.column}`;
  const why = first === undefined ? 'see `orc lint`' : first.message.replace(/\.$/, '');
  return new PlanError('file-unreadable', `${where} cannot be used: ${why}.`, {
    hints: [
      ...(first ? [first.hint] : []),
      'The file is left as it is; correct it by hand, then call again.',
    ],
    data: { path, problems },
  });
}
