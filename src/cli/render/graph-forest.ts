/**
 * A dependency graph as a forest that shows each task once. A task hangs under the dependency that comes
 * last, so all the others stand above it and can be pointed at, and the order of the lines is an order in
 * which the work can be done. What waits for a single line follows it without indentation: long chains stay
 * narrow.
 */

export interface ForestLine {
  readonly id: string;
  /** The drawing before the task. */
  readonly lead: string;
  /** What it waits for besides the line it hangs under; each stands above. */
  readonly above: readonly string[];
}

export interface Forest {
  readonly lines: readonly ForestLine[];
  /** Tasks in a cycle or behind one: they hang nowhere. */
  readonly stuck: readonly string[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

interface Place {
  readonly id: string;
  readonly lead: string;
  /** What the lines below it begin with. */
  readonly below: string;
  readonly parent: string | null;
}

/** Deeper than this, a branch goes on at the left edge, with all that it waits for named. */
const MAX_LEAD = 24;

/** Arranges tasks, given in the order in which siblings are to stand; edges to others are passed over. */
export function deriveForest(ids: readonly string[], edges: readonly Edge[]): Forest {
  const dependencies = new Map<string, string[]>(ids.map((id) => [id, []]));
  const dependents = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of edges) {
    if (!dependents.has(from) || !dependencies.has(to)) continue;
    dependencies.get(to)?.push(from);
  }
  for (const id of ids) for (const from of dependencies.get(id) ?? []) dependents.get(from)?.push(id);

  const missing = new Map(ids.map((id) => [id, dependencies.get(id)?.length ?? 0]));
  const lines: ForestLine[] = [];
  const roots = ids.filter((id) => missing.get(id) === 0).map(placeRoot);
  for (const root of roots) {
    const stack = [root];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      const { id, lead, below, parent } = place;
      lines.push({ id, lead, above: (dependencies.get(id) ?? []).filter((from) => from !== parent) });
      const freed = (dependents.get(id) ?? []).filter((to) => countDown(missing, to));
      if (below.length > MAX_LEAD && freed.length > 1) roots.push(...freed.map(placeRoot));
      else stack.push(...placeBelow(id, below, freed).reverse());
    }
  }
  const placed = new Set(lines.map(({ id }) => id));
  return { lines, stuck: ids.filter((id) => !placed.has(id)) };
}

function placeRoot(id: string): Place {
  return { id, lead: '', below: '', parent: null };
}

function placeBelow(parent: string, below: string, ids: readonly string[]): Place[] {
  if (ids.length === 1) return ids.map((id) => ({ id, lead: `${below}↓ `, below, parent }));
  return ids.map((id, index) => {
    const isLast = index === ids.length - 1;
    return {
      id,
      lead: `${below}${isLast ? '└─ ' : '├─ '}`,
      below: `${below}${isLast ? '   ' : '│  '}`,
      parent,
    };
  });
}

/** Whether this was the last thing that a task waited for. */
function countDown(missing: Map<string, number>, id: string): boolean {
  const left = (missing.get(id) ?? 0) - 1;
  missing.set(id, left);
  return left === 0;
}
