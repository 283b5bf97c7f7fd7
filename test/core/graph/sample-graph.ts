/** Snapshots and graphs from a compact table: `{ deploy: { needs: ['build'] } }`. */
import fc from 'fast-check';
import { buildTaskGraph } from '../../../src/core/graph/build-task-graph.ts';
import { createFacts, type GraphFacts } from '../../../src/core/graph/graph-facts.ts';
import {
  type Plan,
  PRIORITIES,
  type Snapshot,
  STATUSES,
  type Task,
  type UnreadableFile,
} from '../../../src/core/task.ts';

type TaskRow = Partial<Omit<Task, 'id' | 'dependsOn' | 'planId' | 'effortHours'>> & {
  readonly needs?: readonly string[];
  readonly plan?: string;
  readonly hours?: number;
};
type PlanRow = Partial<Plan> & { readonly file?: 'readable' | 'unreadable' | 'missing' };

export interface Sample {
  readonly tasks: Readonly<Record<string, TaskRow>>;
  /** `main` is there when no plan is named. */
  readonly plans?: Readonly<Record<string, PlanRow>>;
  /** Ids of task files in plan `main` that cannot be read. */
  readonly unreadable?: readonly string[];
  readonly claims?: readonly string[];
}

function makeTask(id: string, row: TaskRow = {}): Task {
  const { needs = [], plan = 'main', hours = 4, ...rest } = row;
  return {
    id,
    title: id,
    planId: plan,
    path: `.tasks/${plan}/${id}.md`,
    status: 'pending',
    specialist: 'generic',
    priority: 'medium',
    dependsOn: needs,
    complexity: 'moderate',
    effort: null,
    effortHours: hours,
    files: [],
    reason: null,
    startedAt: null,
    completedAt: null,
    completedBy: null,
    completion: null,
    commits: [],
    artifacts: [],
    artifactType: 'general',
    source: null,
    revision: '0'.repeat(40),
    ...rest,
  };
}

export function makeSnapshot(sample: Sample): Snapshot {
  const rows = Object.entries(sample.plans ?? { main: {} });
  const plans: Plan[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const [id, { file = 'readable', ...rest }] of rows) {
    const path = `.tasks/${id}/plan.md`;
    if (file === 'unreadable')
      unreadable.push({ kind: 'plan', id, planId: id, path, parent: rest.parent ?? null });
    if (file !== 'readable') continue;
    const blank = { context: null, parent: null, cancelled: false, reason: null, revision: '1'.repeat(40) };
    plans.push({ id, title: id, path, complexity: 'moderate', ...blank, ...rest });
  }
  for (const id of sample.unreadable ?? []) {
    unreadable.push({ kind: 'task', id, planId: 'main', path: `.tasks/main/${id}.md` });
  }
  const tasks = Object.entries(sample.tasks).map(([id, row]) => makeTask(id, row));
  return { plans, tasks, unreadable, problems: [] };
}

export function makeFacts(sample: Sample): GraphFacts {
  return createFacts(buildTaskGraph(makeSnapshot(sample), new Set(sample.claims ?? [])));
}

export function nodeOf(facts: GraphFacts, id: string): number {
  return facts.graph.ids.indexOf(id);
}

export function namesOf(facts: GraphFacts, nodes: Iterable<number>): string[] {
  return Array.from(nodes, (node) => facts.graph.ids[node] ?? '?');
}

const NAMES = Array.from('abcdefghijkl');

/** Small projects of every kind: cycles, dangling ids, sub-plans, cancelled and unreadable plans, claims. */
export const sampleArbitrary: fc.Arbitrary<Sample> = fc
  .integer({ min: 1, max: NAMES.length })
  .chain((size) => {
    const ids = NAMES.slice(0, size);
    const row = fc.record({
      needs: fc.array(fc.constantFrom(...ids, 'gone', 'torn'), { maxLength: 3 }),
      plan: fc.constantFrom('main', 'main', 'part', 'lost'),
      status: fc.constantFrom('pending' as const, 'pending' as const, 'completed' as const, ...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      hours: fc.constantFrom(0.25, 1, 4),
    });
    return fc.record({
      tasks: fc
        .tuple(...ids.map(() => row))
        .map((rows) => Object.fromEntries(ids.map((id, i) => [id, rows[i] ?? {}]))),
      plans: fc.record({
        main: fc.record({ cancelled: fc.constantFrom(false, false, false, true) }),
        part: fc.record({
          parent: fc.constantFrom(null, ...ids, 'gone'),
          cancelled: fc.constantFrom(false, false, true),
          file: fc.constantFrom('readable' as const, 'readable' as const, 'unreadable' as const),
        }),
        empty: fc.record({ parent: fc.constantFrom(null, null, ...ids) }),
      }),
      unreadable: fc.constantFrom([], [], ['torn'], ['torn', 'a']),
      claims: fc.subarray(ids, { maxLength: Math.min(2, size) }),
    });
  });
