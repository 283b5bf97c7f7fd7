/**
 * Checks a whole plan before any of it is written, and tells everything that is wrong with it at once,
 * so that one round of correction is enough.
 */
import { findInputCycles } from './plan-input/find-input-cycles.ts';
import { describeType, type InputProblem, quote } from './plan-input/input-problem.ts';
import type { PlannedSubtask, ReadSubtask } from './plan-input/planned-subtask.ts';
import { readSubtask } from './plan-input/read-subtask.ts';
import {
  type ExistingTasks,
  type ResolvedDependency,
  resolveDependencies,
} from './plan-input/resolve-dependencies.ts';

export interface PlanInputContext extends ExistingTasks {
  /** Names of the known roles; others may be asked for, slips of these may not. */
  readonly specialists: readonly string[];
}

/** Validates a list of subtasks, given as a value or as JSON text. With any problem there are no subtasks. */
export function validatePlanInput(
  input: unknown,
  context: PlanInputContext,
): { subtasks: PlannedSubtask[]; problems: InputProblem[] } {
  const list = readPlanList(input);
  if (!Array.isArray(list)) return { subtasks: [], problems: [list] };
  const problems: InputProblem[] = [];
  const read = list.map((element, index) => readSubtask(element, index, context.specialists, problems));
  for (const problem of findRepeatedIds(read)) problems.push(problem);
  const dependencies = resolveDependencies(read, context, problems);
  for (const problem of findInputCycles(read, dependencies)) problems.push(problem);
  return { subtasks: problems.length === 0 ? assemble(read, dependencies) : [], problems };
}

function readPlanList(input: unknown): unknown[] | InputProblem {
  let value = input;
  if (typeof input === 'string') {
    try {
      value = JSON.parse(input);
    } catch (error) {
      const message = `The subtasks are not valid JSON: ${quote(String(error))}.`;
      return { path: 'subtasks', code: 'bad-json', message, hint: 'Give a JSON list of objects.' };
    }
  }
  if (!Array.isArray(value)) {
    const message = `The subtasks must be a list; this is ${describeType(value)}.`;
    return { path: 'subtasks', code: 'not-a-list', message, hint: 'Give a list: `[{"title": "…"}]`.' };
  }
  if (value.length > 0) return value;
  const message = 'The plan has no subtasks.';
  return { path: 'subtasks', code: 'empty-plan', message, hint: 'Give at least one subtask with a title.' };
}

function findRepeatedIds(subtasks: readonly (ReadSubtask | null)[]): InputProblem[] {
  const firstUse = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const subtask of subtasks) {
    if (subtask?.inputId == null) continue;
    const first = firstUse.get(subtask.inputId);
    if (first === undefined) firstUse.set(subtask.inputId, subtask.path);
    else {
      const message = `${quote(subtask.inputId)} is the task_id of ${first} already.`;
      const hint = 'Give every subtask a task_id of its own, or none.';
      problems.push({ path: `${subtask.path}.task_id`, code: 'duplicate-task-id', message, hint });
    }
  }
  return problems;
}

function assemble(
  subtasks: readonly (ReadSubtask | null)[],
  dependencies: readonly (readonly ResolvedDependency[])[],
): PlannedSubtask[] {
  const planned: PlannedSubtask[] = [];
  for (const subtask of subtasks) {
    if (subtask === null) continue;
    const { path: _path, ...fields } = subtask;
    const resolved = dependencies[subtask.index] ?? [];
    planned.push({ ...fields, dependencies: resolved.map(({ dependency }) => dependency) });
  }
  return planned;
}
