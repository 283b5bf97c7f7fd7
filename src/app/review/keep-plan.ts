import type { DiffItem } from '../../core/diff/find-item-changes.ts';
import { planOfNode } from '../../core/graph/task-graph.ts';
import type { Problem } from '../../core/problem.ts';
import type { Sides } from '../diff/read-sides.ts';
import type { PlanDifference } from '../diff-plans.ts';
import { requireOne } from '../require-reference.ts';

interface Reviewed {
  readonly difference: PlanDifference;
  readonly findings: readonly Problem[];
}

/** Leaves out what concerns other plans. Throws `ref-unknown` when neither side has it. */
export function keepPlan(
  { difference, findings }: Reviewed,
  { before, after }: Sides,
  reference: string,
): Reviewed {
  const plans = [before, after].flatMap(({ graph }) => graph.plans.map(({ id }) => id));
  const plan = requireOne(reference, [...new Set(plans)], 'plan');
  const tasks = new Set(
    [before, after].flatMap(({ graph }) => {
      return graph.ids.filter((_, node) => planOfNode(graph, node).id === plan);
    }),
  );
  const ids = (list: readonly string[]) => list.filter((id) => tasks.has(id));
  const items = <Item extends DiffItem>(list: readonly Item[]) => list.filter((item) => item.plan === plan);
  const edges = (list: PlanDifference['dependencies']['added']) => list.filter(({ task }) => tasks.has(task));
  const cycles = (list: readonly (readonly string[])[]) =>
    list.filter((way) => way.some((id) => tasks.has(id)));
  const { graph, dependencies } = difference;
  return {
    findings: findings.filter(({ path }) => path.startsWith(`.tasks/${plan}/`)),
    difference: {
      ...difference,
      added: items(difference.added),
      removed: items(difference.removed),
      moved: difference.moved.filter((item) => item.plan === plan || item.from_plan === plan),
      renamed: items(difference.renamed),
      changed: items(difference.changed),
      dependencies: {
        added: edges(dependencies.added),
        cut: edges(dependencies.cut),
        kept: edges(dependencies.kept),
      },
      graph: {
        newly_ready: ids(graph.newly_ready),
        newly_blocked: ids(graph.newly_blocked),
        cycles_introduced: cycles(graph.cycles_introduced),
        cycles_resolved: cycles(graph.cycles_resolved),
        critical_path: graph.critical_path,
      },
      completions: difference.completions.filter(({ task }) => tasks.has(task)),
    },
  };
}
