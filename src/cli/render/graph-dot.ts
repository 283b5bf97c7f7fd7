import type { GraphAnswer, TaskDocument } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { State } from '../../core/task.ts';

const COLOURS: Readonly<Record<State, string>> = {
  ready: '#dafbe1',
  in_progress: '#ddf4ff',
  waiting: '#f6f8fa',
  blocked: '#ffebe9',
  failed: '#ffebe9',
  unreadable: '#ffebe9',
  completed: '#eaeef2',
  cancelled: '#eaeef2',
};

/** The graph in the language of Graphviz (https://graphviz.org/doc/info/lang.html), a frame for each plan. */
export function renderGraphDot({ nodes, edges, plans, critical_path }: GraphAnswer): string {
  const critical = new Set(critical_path);
  const planIds = [...new Set(nodes.map(({ plan }) => plan))];
  const frames = planIds.flatMap((planId, index) => [
    `  subgraph cluster_${index} {`,
    `    label=${quote(plans.find(({ id }) => id === planId)?.title ?? planId)};`,
    ...nodes
      .filter(({ plan }) => plan === planId)
      .map((node) => `    ${drawNode(node, critical.has(node.id))}`),
    '  }',
  ]);
  const next = new Map(critical_path.map((id, index) => [id, critical_path[index + 1]]));
  const arrows = edges.map(
    ({ from, to }) => `  ${quote(from)} -> ${quote(to)}${next.get(from) === to ? ' [penwidth=3]' : ''};`,
  );
  return `${[
    'digraph tasks {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fontname="sans-serif"];',
    ...frames,
    ...arrows,
    '}',
  ].join('\n')}\n`;
}

function drawNode({ id, title, state }: TaskDocument, isCritical: boolean): string {
  const label = `${quote(title ?? 'file cannot be read').slice(0, -1)}\\n${quote(id).slice(1)}`;
  const weight = isCritical ? ', penwidth=3' : '';
  return `${quote(id)} [label=${label}, fillcolor="${COLOURS[state]}"${weight}];`;
}

/** A quoted string; backslashes and ampersands would begin an escape or an entity. */
export function quote(text: string): string {
  const escaped = cleanLine(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${escaped}"`;
}
