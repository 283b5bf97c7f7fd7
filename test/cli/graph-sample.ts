/** Graph answers from a compact table, by way of real files: `{ 'bake-bread-000001': { needs: [...] } }`. */
import type { GraphAnswer } from '../../src/app/answers.ts';
import { type GraphRequest, readGraph } from '../../src/app/read-graph.ts';
import { createWorld } from '../helpers/memory-ports.ts';

export interface SampleTask {
  readonly title?: string;
  readonly status?: string;
  readonly needs?: readonly string[];
  readonly effort?: string;
}

export interface SamplePlan {
  readonly title?: string;
  readonly parent?: string;
  readonly tasks: Readonly<Record<string, SampleTask>>;
}

/** Writes the files of plans, by plan id. */
export function writePlans(plans: Readonly<Record<string, SamplePlan>>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [planId, { title = planId, parent, tasks }] of Object.entries(plans)) {
    const fields = parent === undefined ? [] : [`parent: ${parent}`];
    files[`.tasks/${planId}/plan.md`] = frontMatter(planId, title, fields);
    for (const [id, task] of Object.entries(tasks)) files[`.tasks/${planId}/${id}.md`] = writeTask(id, task);
  }
  return files;
}

export function writeTask(id: string, { title = id, status, needs = [], effort }: SampleTask): string {
  return frontMatter(id, title, [
    ...(status === undefined ? [] : [`status: ${status}`]),
    ...(status === 'blocked' || status === 'failed' || status === 'cancelled' ? ['reason: no flour'] : []),
    ...(needs.length === 0 ? [] : ['depends_on:', ...needs.map((need) => `  - ${need}`)]),
    ...(effort === undefined ? [] : [`effort: ${effort}`]),
  ]);
}

/** What `orc graph` answers for these plans. */
export function readSample(
  plans: Readonly<Record<string, SamplePlan>>,
  request: GraphRequest = {},
): Promise<GraphAnswer> {
  return readGraph(createWorld({ files: writePlans(plans) }).as('ada'), request);
}

/** A plan of many tasks, each of which waits for some of the ten before it; the first ones are completed. */
export function makeLargePlan(size: number, completed: number): SamplePlan {
  const ids = Array.from({ length: size }, (_, n) => `prepare-course-${n}-${String(n).padStart(6, '0')}`);
  const tasks = ids.map((id, n): [string, SampleTask] => {
    const distances = [1 + ((n * 7) % 10), 1 + ((n * 3) % 10)].slice(0, n % 3);
    const needs = [...new Set(distances)].flatMap((distance) => ids[n - distance] ?? []);
    const title = `Prepare course ${n} of the long dinner, with wine`;
    return [id, { needs, title, ...(n < completed ? { status: 'completed' } : {}) }];
  });
  return { tasks: Object.fromEntries(tasks) };
}

function frontMatter(id: string, title: string, fields: readonly string[]): string {
  return `${['---', `id: ${id}`, `title: ${JSON.stringify(title)}`, ...fields, '---'].join('\n')}\n`;
}
