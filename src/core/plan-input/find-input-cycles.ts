import { findCycles } from '../graph/find-cycles.ts';
import { type InputProblem, quote } from './input-problem.ts';
import type { ReadSubtask } from './planned-subtask.ts';
import type { ResolvedDependency } from './resolve-dependencies.ts';

const MAX_NAMED = 10;

/** Finds subtasks that wait for each other in a circle; one problem each, at the dependency that begins it. */
export function findInputCycles(
  subtasks: readonly (ReadSubtask | null)[],
  dependencies: readonly (readonly ResolvedDependency[])[],
): InputProblem[] {
  const dependencyStart = new Int32Array(subtasks.length + 1);
  const targets: number[] = [];
  dependencies.forEach((ofSubtask, index) => {
    for (const { dependency } of ofSubtask) if ('index' in dependency) targets.push(dependency.index);
    dependencyStart[index + 1] = targets.length;
  });
  const ids = subtasks.map((_, index) => String(index).padStart(9, '0'));
  const edges = { size: subtasks.length, ids, dependencyStart, dependency: Int32Array.from(targets) };
  return findCycles(edges).map(({ path }) => {
    const [first = 0, second = 0] = path;
    const step = dependencies[first]?.find(
      ({ dependency }) => 'index' in dependency && dependency.index === second,
    );
    return {
      path: step?.path ?? `subtasks[${first}].dependencies`,
      code: 'dependency-cycle',
      message: `Subtasks wait for each other in a circle: ${formatPath(subtasks, path)}.`,
      hint: 'Take out one of these dependencies.',
    };
  });
}

function formatPath(subtasks: readonly (ReadSubtask | null)[], path: readonly number[]): string {
  const titles = path.map((index) => quote(subtasks[index]?.title ?? `subtasks[${index}]`));
  if (titles.length <= MAX_NAMED) return titles.join(' -> ');
  const hidden = titles.length - MAX_NAMED;
  return [...titles.slice(0, MAX_NAMED - 1), `(${hidden} more)`, ...titles.slice(-1)].join(' -> ');
}
