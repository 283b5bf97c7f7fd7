import { formatGuess, type InputProblem, quote } from './input-problem.ts';
import { createNameTable, type NameTable } from './name-table.ts';
import type { PlannedDependency, ReadSubtask, WrittenDependency } from './planned-subtask.ts';

/** What a plan may refer to outside itself. */
export interface ExistingTasks {
  /** Ids of the existing tasks, or a function that finds those which a reference may mean. */
  readonly knownTaskIds: ReadonlySet<string> | ((reference: string) => readonly string[]);
  /** When the plan breaks down a task: that task, and all that wait for it. They come after the plan. */
  readonly laterTaskIds?: ReadonlySet<string>;
}

/** A dependency with the place in the input that asked for it. */
export interface ResolvedDependency {
  readonly path: string;
  readonly dependency: PlannedDependency;
}

type Resolution = PlannedDependency | Omit<InputProblem, 'path'>;

/** Resolves the dependencies of every subtask; the result runs parallel to `subtasks`, repetitions folded. */
export function resolveDependencies(
  subtasks: readonly (ReadSubtask | null)[],
  existing: ExistingTasks,
  problems: InputProblem[],
): ResolvedDependency[][] {
  const { knownTaskIds } = existing;
  const names = createNameTable(subtasks, typeof knownTaskIds === 'function' ? [] : knownTaskIds);
  return subtasks.map((subtask, index) => {
    const resolved = new Map<string | number, ResolvedDependency>();
    for (const { path, value } of subtask?.dependencies ?? []) {
      const resolution = refuseImpossible(resolve(value, names, existing), index, existing);
      if ('code' in resolution) problems.push({ path, ...resolution });
      else {
        const key = 'id' in resolution ? resolution.id : resolution.index;
        if (!resolved.has(key)) resolved.set(key, { path, dependency: resolution });
      }
    }
    return [...resolved.values()];
  });
}

/** The caller's own names go before titles, and these before tasks that exist already. */
function resolve(value: WrittenDependency['value'], names: NameTable, existing: ExistingTasks): Resolution {
  if (typeof value === 'number') return resolveIndex(value, names);
  const places = names.byInputId.get(value) ?? names.byTitle.get(value);
  if (places !== undefined) return resolvePlaces(value, places);
  const ids = findExisting(value, existing);
  const [id] = ids;
  if (id === undefined) return refuseUnknown(value, names);
  if (ids.length === 1) return { id };
  return {
    code: 'ambiguous-dependency',
    message: `${quote(value)} may mean any of ${ids.length} existing tasks: ${ids.slice(0, 5).join(', ')}.`,
    hint: 'Give the whole id.',
  };
}

function resolveIndex(index: number, names: NameTable): Resolution {
  if (Number.isInteger(index) && index >= 0 && index < names.size) return { index };
  return {
    code: 'unknown-dependency',
    message: `There is no subtask number ${index} in this plan.`,
    hint: `Numbers count from 0 to ${names.size - 1}.`,
  };
}

function resolvePlaces(name: string, places: readonly number[]): Resolution {
  const [index] = places;
  if (index !== undefined && places.length === 1) return { index };
  const listed = places.slice(0, 5).map((place) => `subtasks[${place}]`);
  return {
    code: 'ambiguous-dependency',
    message: `${quote(name)} names ${places.length} subtasks: ${listed.join(', ')}.`,
    hint: 'Give them different names by `task_id`, or use the 0-based number.',
  };
}

function refuseUnknown(value: string, names: NameTable): Resolution {
  const hint = /^\d+$/.test(value)
    ? 'A 0-based place in the list is written as a number, without quotes.'
    : `${formatGuess(names.guess(value))}Use a \`task_id\` or title of this plan, or the id of an existing task.`;
  return { code: 'unknown-dependency', message: `Nothing is called ${quote(value)}.`, hint };
}

function refuseImpossible(resolution: Resolution, index: number, existing: ExistingTasks): Resolution {
  if ('index' in resolution && resolution.index === index) {
    const message = 'The subtask depends on itself, so it could never be ready.';
    return { code: 'self-dependency', message, hint: 'Leave this dependency out.' };
  }
  if (!('id' in resolution) || existing.laterTaskIds?.has(resolution.id) !== true) return resolution;
  const message = `${resolution.id} waits for this whole plan, so no part of the plan can wait for it.`;
  return { code: 'dependency-cycle', message, hint: 'Leave this dependency out.' };
}

function findExisting(reference: string, { knownTaskIds }: ExistingTasks): readonly string[] {
  if (typeof knownTaskIds === 'function') return knownTaskIds(reference);
  return knownTaskIds.has(reference) ? [reference] : [];
}
