import type { GraphAnswer, TaskDocument } from '../../app/answers.ts';

/** A task, or all finished tasks of a plan in one. */
export interface CollapsedNode {
  readonly id: string;
  readonly plan: string;
  /** Null for finished tasks in one. */
  readonly task: TaskDocument | null;
  readonly label: string;
}

export interface Collapsed {
  readonly nodes: readonly CollapsedNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** The graph as it is drawn: with the finished tasks of each plan as one node, if asked for. */
export function collapseFinished({ nodes, edges }: GraphAnswer, isCollapsed: boolean): Collapsed {
  const drawn: CollapsedNode[] = [];
  const nameOf = new Map<string, string>();
  const finished = new Map<string, number>();
  for (const task of nodes) {
    const isHidden = isCollapsed && (task.state === 'completed' || task.state === 'cancelled');
    nameOf.set(task.id, isHidden ? groupName(task.plan) : task.id);
    if (isHidden) finished.set(task.plan, (finished.get(task.plan) ?? 0) + 1);
    else drawn.push({ id: task.id, plan: task.plan, task, label: labelOf(task) });
  }
  const groups = [...finished].map(([plan, count]) => ({
    id: groupName(plan),
    plan,
    task: null,
    label: `✓ ${count} finished`,
  }));
  const kept = new Map<string, Collapsed['edges'][number]>();
  for (const edge of edges) {
    const from = nameOf.get(edge.from);
    const to = nameOf.get(edge.to);
    if (from === undefined || to === undefined || (from === to && edge.from !== edge.to)) continue;
    kept.set(`${from} ${to}`, { from, to });
  }
  return { nodes: [...groups, ...drawn], edges: [...kept.values()] };
}

/** No id of a task: it has a space. */
function groupName(plan: string): string {
  return `finished ${plan}`;
}

/** Begins with the suffix: what begins like a list would be drawn as one. */
function labelOf({ id, title }: TaskDocument): string {
  return `${id.slice(id.lastIndexOf('-') + 1)}: ${title ?? 'file cannot be read'}`;
}
