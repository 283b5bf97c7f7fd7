import type { GraphAnswer, TaskDocument } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { State } from '../../core/task.ts';
import { deriveForest, type ForestLine } from './graph-forest.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export interface GraphTextOptions {
  /** Columns of the terminal; no line of a task is longer. */
  readonly width: number;
  /** Finished tasks too, which are a number otherwise. */
  readonly all: boolean;
}

/** A piece of a line, with how it is painted. */
type Piece = readonly [text: string, paint: (text: string) => string];

const plain = (text: string) => text;
const NAMES_SHOWN = 3;
const WAVES_SHOWN = 12;
const MIN_TITLE_WIDTH = 10;

const MARKS: Readonly<Record<State, string>> = {
  ready: '○',
  waiting: '·',
  in_progress: '●',
  blocked: '!',
  failed: '!',
  unreadable: '!',
  completed: '✓',
  cancelled: '-',
};
const LEGEND = '○ ready  ● in progress  · waiting  ! blocked, failed or unreadable  ✓ completed  - cancelled';

/** The graph as a tree for each plan, and what follows from it as a whole. */
export function renderGraphText(answer: GraphAnswer, style: Style, options: GraphTextOptions): string {
  const planOf = new Map(answer.nodes.map(({ id, plan }) => [id, plan]));
  const nodesOf = groupBy(answer.nodes, ({ plan }) => plan);
  const edgesOf = groupBy(answer.edges, ({ to }) => planOf.get(to));
  const critical = new Set(answer.critical_path);
  const trees = answer.plans.map((plan) => {
    const nodes = nodesOf.get(plan.id) ?? [];
    const tree = { nodes, edges: edgesOf.get(plan.id) ?? [], critical };
    return [renderPlanLine(plan, style), ...renderTree(tree, style, options)].join('\n');
  });
  if (trees.length === 0) trees.push('No open plan: make one with `orc plan`.');
  const summary = renderSummary(answer, style);
  return `${[...trees, ...(summary === '' ? [] : [summary])].join('\n\n')}\n${renderProblems(answer, style)}`;
}

interface Tree {
  readonly nodes: readonly TaskDocument[];
  readonly edges: GraphAnswer['edges'];
  readonly critical: ReadonlySet<string>;
}

function renderTree(
  { nodes, edges, critical }: Tree,
  style: Style,
  { width, all }: GraphTextOptions,
): string[] {
  const shown = all ? nodes : nodes.filter((node) => !isFinished(node));
  const nodeOf = new Map(shown.map((node) => [node.id, node]));
  // Of siblings, the one on the critical path comes first.
  const order = [...nodeOf.keys()].sort((a, b) => Number(critical.has(b)) - Number(critical.has(a)));
  const { lines, stuck } = deriveForest(order, edges);
  const draw = (line: ForestLine): string[] => {
    const node = nodeOf.get(line.id);
    if (node === undefined) return [];
    const isOutside = ({ id }: { readonly id: string }) => !nodeOf.has(id);
    const waitsFor = (line.lead === STUCK ? node.blocked_by : node.blocked_by.filter(isOutside)).map(
      ({ id, reason }) => `${cleanLine(id)} (${reason})`,
    );
    return [
      fitPieces(describeLine(node, line, { waitsFor, isCritical: critical.has(node.id), style }), width),
    ];
  };
  return [
    ...countFinished(nodes, all).map(style.dim),
    ...lines.flatMap(draw),
    ...(stuck.length === 0 ? [] : [style.red('in a cycle, or behind one:')]),
    ...stuck.flatMap((id) => draw({ id, lead: STUCK, above: [] })),
  ];
}

const STUCK = '  ';

interface LineFacts {
  readonly waitsFor: readonly string[];
  readonly isCritical: boolean;
  readonly style: Style;
}

function describeLine(node: TaskDocument, { lead, above }: ForestLine, facts: LineFacts): Piece[] {
  const { waitsFor, isCritical, style } = facts;
  const remarks = [
    ...(above.length === 0 ? [] : [`↑ ${joinNames(above.map(shortenId))} above`]),
    ...(waitsFor.length === 0 ? [] : [`waits for ${joinNames(waitsFor)}`]),
    ...(node.claim === null || node.claim.expired ? [] : [cleanLine(node.claim.actor)]),
  ];
  return [
    [lead, style.dim],
    [`${MARKS[node.state]} `, paintOf(node.state, style)],
    [cleanLine(node.id), isFinished(node) ? style.dim : isCritical ? style.bold : plain],
    [isCritical ? ' ★' : '', style.yellow],
    [`  ${node.title === null ? 'file cannot be read' : cleanLine(node.title)}`, plain],
    [remarks.length === 0 ? '' : `  ${remarks.join(' · ')}`, style.dim],
  ];
}

const TITLE = 4;

/** Cuts the title first, then what is left at the end. */
function fitPieces(pieces: readonly Piece[], width: number): string {
  const total = pieces.reduce((sum, [text]) => sum + [...text].length, 0);
  const titleRoom = [...(pieces[TITLE]?.[0] ?? '')].length - Math.max(0, total - width);
  let room = width;
  return pieces
    .map(([text, paint], index) => {
      const isTitle = index === TITLE;
      const cut = cutText(text, isTitle ? (titleRoom < MIN_TITLE_WIDTH ? 0 : titleRoom) : room);
      room -= [...cut].length;
      return cut === '' ? '' : paint(cut);
    })
    .join('')
    .trimEnd();
}

function cutText(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width < 1 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}

function renderSummary(
  { critical_path, critical_path_hours, waves, cycles, nodes }: GraphAnswer,
  style: Style,
) {
  const lines: string[] = [];
  if (critical_path.length > 0) {
    const tasks = critical_path.length === 1 ? '1 task' : `${critical_path.length} tasks`;
    lines.push(
      `${style.yellow('★')} critical path: ${tasks}, ${Math.round(critical_path_hours * 10) / 10} h of work`,
    );
  }
  if (waves.length > 0) {
    const sizes = waves.slice(0, WAVES_SHOWN).map((wave) => wave.length);
    const rest = waves.length > WAVES_SHOWN ? ', …' : '';
    const count = waves.length === 1 ? '1 wave' : `${waves.length} waves`;
    lines.push(`  ${count} of tasks that can be done side by side: ${sizes.join(', ')}${rest}`);
  }
  for (const cycle of cycles) {
    lines.push(`${style.red('cycle')}: ${cycle.map((id) => cleanLine(id)).join(' waits for ')}`);
  }
  if (nodes.length > 0) lines.push(style.dim(LEGEND));
  return lines.join('\n');
}

function countFinished(nodes: readonly TaskDocument[], all: boolean): string[] {
  const count = (state: State) => nodes.filter((node) => node.state === state).length;
  const parts = (['completed', 'cancelled'] as const)
    .filter((state) => !all && count(state) > 0)
    .map((state) => `${MARKS[state]} ${count(state)} ${state}`);
  return parts.length === 0 ? [] : [`${parts.join(', ')} (\`--all\` shows them)`];
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function isFinished({ state }: TaskDocument): boolean {
  return state === 'completed' || state === 'cancelled';
}

/** The part of an id that is enough to name the task on the command line. */
function shortenId(id: string): string {
  return cleanLine(id.slice(id.lastIndexOf('-') + 1));
}

function joinNames(names: readonly string[]): string {
  const rest = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function paintOf(state: State, style: Style): (text: string) => string {
  if (state === 'ready') return style.green;
  if (state === 'in_progress') return style.cyan;
  return MARKS[state] === '!' ? style.red : style.dim;
}
