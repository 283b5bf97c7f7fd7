/**
 * The graph as a Mermaid flowchart, within what GitHub draws: it refuses a diagram of more than 500 edges or
 * 50,000 characters (`maxEdges` and `maxTextSize` of https://mermaid.js.org/config/schema-docs/config.html).
 */
import type { GraphAnswer, TaskDocument } from '../../app/answers.ts';
import { escapeLabel, MAX_LABEL } from '../../core/mermaid-label.ts';
import { type Collapsed, type CollapsedNode, collapseFinished } from './graph-collapse.ts';

const MAX_EDGES = 500;
const MAX_CHARACTERS = 50_000;
/** Kept free for classes and the note about what was left out. */
const RESERVED_CHARACTERS = 12_000;
const NODES_BEFORE_COLLAPSING = 60;
/** Of the lines that begin and end the frame of a plan, with every character of its title escaped. */
const MAX_FRAME_CHARACTERS = MAX_LABEL * '#1114111;'.length + 40;

const CLASSES = `  classDef ready fill:#dafbe1,stroke:#1a7f37,color:#1f2328
  classDef in_progress fill:#ddf4ff,stroke:#0969da,color:#1f2328
  classDef waiting fill:#f6f8fa,stroke:#8c959f,color:#1f2328
  classDef trouble fill:#ffebe9,stroke:#cf222e,color:#1f2328
  classDef finished fill:#eaeef2,stroke:#afb8c1,color:#57606a
  classDef critical stroke-width:4px
  classDef cyclic stroke:#cf222e,stroke-dasharray:5 3
  classDef note fill:#fff8c5,stroke:#d4a72c,color:#1f2328`;

export interface GraphMermaidOptions {
  /** Never collapses what is finished. */
  readonly all: boolean;
}

/** The graph as the text of a flowchart, without the fence of a Markdown block. */
export function renderGraphMermaid(answer: GraphAnswer, { all }: GraphMermaidOptions): string {
  const isLarge = answer.nodes.length > NODES_BEFORE_COLLAPSING;
  const whole = collapseFinished(answer, isLarge && !all);
  const names = nameNodes(whole.nodes);
  const { nodes, edges } = fitGraph(whole, answer, names);
  const left = { nodes: whole.nodes.length - nodes.length, edges: whole.edges.length - edges.length };
  return `${[
    'flowchart TD',
    ...drawPlans(nodes, answer, names),
    ...edges.map((edge) => drawEdge(edge, answer, names)),
    ...drawNote(left),
    CLASSES,
    ...drawClass('critical', answer.critical_path, nodes, names),
    ...drawClass('cyclic', answer.cycles.flat(), nodes, names),
  ].join('\n')}\n`;
}

/** Keeps what matters most when the diagram would be too large: the critical path, then what comes first. */
function fitGraph(whole: Collapsed, answer: GraphAnswer, names: ReadonlyMap<string, string>): Collapsed {
  const critical = new Set(answer.critical_path);
  const isCritical = (id: string) => critical.has(id);
  let room = MAX_CHARACTERS - RESERVED_CHARACTERS;
  const kept = new Set<string>();
  const framed = new Set<string>();
  for (const node of criticalFirst(whole.nodes, ({ id }) => isCritical(id))) {
    room -= drawNode(node, names).length + '    \n'.length;
    if (!framed.has(node.plan)) room -= MAX_FRAME_CHARACTERS;
    framed.add(node.plan);
    // Half of the room is for edges: nodes alone explain nothing.
    if (room < MAX_CHARACTERS / 3) break;
    kept.add(node.id);
  }
  const edges: Collapsed['edges'][number][] = [];
  for (const edge of criticalFirst(whole.edges, ({ from, to }) => isCritical(from) && isCritical(to))) {
    if (!kept.has(edge.from) || !kept.has(edge.to)) continue;
    room -= drawEdge(edge, answer, names).length + 1;
    if (edges.length === MAX_EDGES || room < 0) break;
    edges.push(edge);
  }
  return { nodes: whole.nodes.filter(({ id }) => kept.has(id)), edges };
}

function criticalFirst<Item>(items: readonly Item[], isCritical: (item: Item) => boolean): Item[] {
  return [...items.filter(isCritical), ...items.filter((item) => !isCritical(item))];
}

/** Names that Mermaid takes as they are: the suffix of the id where that is of the usual form and unique. */
function nameNodes(nodes: readonly CollapsedNode[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  nodes.forEach(({ id, task }, index) => {
    const suffix = task === null ? undefined : /-([0-9a-z]{6})$/.exec(id)?.[1];
    const short = `t_${suffix}`;
    const name = suffix === undefined || taken.has(short) ? `n_${index}` : short;
    taken.add(name);
    names.set(id, name);
  });
  return names;
}

function drawPlans(
  nodes: readonly CollapsedNode[],
  { plans }: GraphAnswer,
  names: ReadonlyMap<string, string>,
): string[] {
  const byPlan = new Map<string, CollapsedNode[]>();
  for (const node of nodes) byPlan.set(node.plan, [...(byPlan.get(node.plan) ?? []), node]);
  if (byPlan.size === 1) return nodes.map((node) => `  ${drawNode(node, names)}`);
  return [...byPlan].flatMap(([plan, members], index) => [
    `  subgraph p_${index}["${escapeLabel(plans.find(({ id }) => id === plan)?.title ?? plan)}"]`,
    ...members.map((node) => `    ${drawNode(node, names)}`),
    '  end',
  ]);
}

function drawNode({ id, task, label }: CollapsedNode, names: ReadonlyMap<string, string>): string {
  return `${names.get(id)}["${escapeLabel(label)}"]:::${task === null ? 'finished' : classOf(task)}`;
}

function drawEdge(
  { from, to }: Collapsed['edges'][number],
  { critical_path }: GraphAnswer,
  names: ReadonlyMap<string, string>,
): string {
  const position = critical_path.indexOf(from);
  const isCritical = position !== -1 && critical_path[position + 1] === to;
  return `  ${names.get(from)} ${isCritical ? '==>' : '-->'} ${names.get(to)}`;
}

function drawNote(left: { readonly nodes: number; readonly edges: number }): string[] {
  if (left.nodes === 0 && left.edges === 0) return [];
  const what = `Left out: ${left.nodes} tasks, ${left.edges} dependencies`;
  const why = `GitHub draws at most ${MAX_EDGES} edges and ${MAX_CHARACTERS} characters; name one plan to see less.`;
  return [`  %% ${what}. ${why}`, `  note["${escapeLabel(what)}"]:::note`];
}

function drawClass(
  name: string,
  ids: readonly string[],
  nodes: readonly CollapsedNode[],
  names: ReadonlyMap<string, string>,
): string[] {
  const drawn = new Set(nodes.map(({ id }) => id));
  const members = [...new Set(ids)].filter((id) => drawn.has(id)).map((id) => names.get(id));
  return members.length === 0 ? [] : [`  class ${members.join(',')} ${name}`];
}

function classOf({ state }: TaskDocument): string {
  if (state === 'completed' || state === 'cancelled') return 'finished';
  return state === 'blocked' || state === 'failed' || state === 'unreadable' ? 'trouble' : state;
}
