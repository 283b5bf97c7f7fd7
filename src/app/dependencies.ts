import { listDependents } from '../core/graph/derive-dependents.ts';
import { nameOf } from '../core/graph/task-graph.ts';
import { PlanError } from '../errors.ts';
import type { Project } from './project.ts';

/** Ids of a task and of all that wait for it, directly or through others. */
export function findDownstream(project: Project, id: string): ReadonlySet<string> {
  const { graph, dependents } = project.facts;
  const found = new Set<string>([id]);
  // A set yields what is added while it is walked: this is the queue of the search.
  for (const waiting of found) {
    const node = project.nodeOf.get(waiting);
    if (node === undefined) continue;
    for (const dependent of listDependents(dependents, node)) found.add(nameOf(graph, dependent));
  }
  return found;
}

/** Throws `dependency-cycle` when `id` is to wait for a task that waits for it. */
export function requireNoCycle(project: Project, id: string, dependencies: readonly string[]): void {
  if (dependencies.length === 0) return;
  const downstream = findDownstream(project, id);
  const circular = dependencies.filter((dependency) => downstream.has(dependency));
  const [first] = circular;
  if (first === undefined) return;
  const why = first === id ? 'a task cannot wait for itself' : `${first} waits for ${id} already`;
  throw new PlanError('dependency-cycle', `${id} cannot depend on ${first}: ${why}.`, {
    data: { task: id, dependencies: circular },
  });
}
