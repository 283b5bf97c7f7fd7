/**
 * The changed tasks as a Mermaid flowchart: green came, yellow changed, red went; a thick arrow is a new dependency, a
 * dotted one was cut. Bounded far below what GitHub draws, since more explains less.
 */
import type { DependencyEdge, DiffItem } from '../../core/diff/find-item-changes.ts';
import { escapeLabel } from '../../core/mermaid-label.ts';
import type { PlanDifference } from '../diff-plans.ts';

const MAX_NODES = 60;
const MAX_EDGES = 120;
/** A label has at most 60 characters, each of them at most nine as an entity. */
const CLASSES = [
  '  classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  '  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328',
  '  classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 3',
  '  classDef same fill:#f6f8fa,stroke:#8c959f,color:#57606a',
];

type Mark = 'added' | 'changed' | 'removed' | 'same';

/** The chart within the fence of a Markdown block; empty when no task changed. */
export function drawChanges(difference: PlanDifference): string[] {
  const marks = markTasks(difference);
  if (marks.size === 0) return [];
  const { added, kept, cut } = difference.dependencies;
  const arrows: readonly (readonly [string, DependencyEdge])[] = [
    ...added.map((edge) => ['==>', edge] as const),
    ...cut.map((edge) => ['-.->', edge] as const),
    ...kept.map((edge) => ['-->', edge] as const),
  ];
  const names = nameNodes([...marks.keys(), ...arrows.flatMap(([, edge]) => [edge.task, edge.depends_on])]);
  const shown = arrows.filter(([, edge]) => names.has(edge.task) && names.has(edge.depends_on));
  const titles = new Map(itemsOf(difference).map(({ id, title }) => [id, title]));
  const nodes = [...names].map(([id, name]) => {
    return `  ${name}["${escapeLabel(labelOf(id, titles.get(id) ?? null))}"]:::${marks.get(id) ?? 'same'}`;
  });
  const edges = shown
    .slice(0, MAX_EDGES)
    .map(([arrow, edge]) => `  ${names.get(edge.depends_on)} ${arrow} ${names.get(edge.task)}`);
  const left = marks.size - [...marks.keys()].filter((id) => names.has(id)).length;
  const note = left === 0 ? [] : [`  more["${left} more tasks changed"]:::same`];
  return ['```mermaid', 'flowchart TD', ...nodes, ...note, ...edges, ...CLASSES, '```'];
}

function itemsOf({ added, removed, changed, moved, renamed }: PlanDifference): DiffItem[] {
  return [...removed, ...added, ...changed, ...moved, ...renamed].filter(({ kind }) => kind === 'task');
}

/** Later marks win: what came or went did not merely change. */
function markTasks(difference: PlanDifference): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const mark = (items: readonly { readonly kind?: string; readonly id: string }[], as: Mark) => {
    for (const { kind = 'task', id } of items) if (kind === 'task') marks.set(id, as);
  };
  const { added, cut } = difference.dependencies;
  mark(
    [...added, ...cut].map(({ task }) => ({ id: task })),
    'changed',
  );
  mark([...difference.changed, ...difference.moved, ...difference.renamed], 'changed');
  mark(difference.added, 'added');
  mark(difference.removed, 'removed');
  return marks;
}

/** Names that Mermaid takes as they are, for the first ones. */
function nameNodes(ids: readonly string[]): Map<string, string> {
  return new Map([...new Set(ids)].slice(0, MAX_NODES).map((id, index) => [id, `n${index}`]));
}

/** Begins with the suffix: what begins like a list would be drawn as one. */
function labelOf(id: string, title: string | null): string {
  return title === null ? id : `${id.slice(id.lastIndexOf('-') + 1)}: ${title}`;
}
