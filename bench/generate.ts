/**
 * The tasks that everything is measured on: about 600 bytes each, 100 a plan, 0 to 3 dependencies on earlier
 * ones, mostly of the same plan. The first plans are finished, the others are open and partly done, so that
 * a few per cent of all tasks are ready, as in a repository that has been worked in for a while.
 */
import { formatId } from '../src/core/identifier.ts';
import { formatSuffix, formatUlid } from '../src/core/random-text.ts';
import { PRIORITIES, type WrittenPlan, type WrittenTask } from '../src/core/task.ts';
import { formatPlanFile, formatTaskFile } from '../src/format/format-file.ts';
import { slugifyAscii } from '../src/format/slugify.ts';
import { createRandom, type Random } from './random.ts';
import {
  CRITERIA,
  EFFORTS,
  FOLDERS,
  PEOPLE,
  PLACES,
  SENTENCES,
  SPECIALISTS,
  THINGS,
  VERBS,
} from './words.ts';

export interface GenerateOptions {
  readonly count: number;
  /** 1 unless given: the same seed gives the same bytes. */
  readonly seed?: number;
}

interface GeneratedTask {
  readonly path: string;
  readonly planId: string;
  readonly written: WrittenTask;
  readonly body: string;
}

interface GeneratedPlan {
  readonly path: string;
  readonly written: WrittenPlan;
}

export interface Generated {
  readonly plans: readonly GeneratedPlan[];
  readonly tasks: readonly GeneratedTask[];
}

const TASKS_PER_PLAN = 100;
const FINISHED_SHARE = 0.6;
/** Cumulative chances of 0, 1, 2 and 3 dependencies. */
const DEPENDENCY_CHANCES = [0.1, 0.5, 0.85, 1];
const STARTED_MS = Date.parse('2026-01-05T08:00:00Z');

/** Generates plans and tasks; the same options give the same bytes on every machine. */
export function generateTasks({ count, seed = 1 }: GenerateOptions): Generated {
  const random = createRandom(seed);
  const planCount = Math.ceil(count / TASKS_PER_PLAN);
  const plans: GeneratedPlan[] = [];
  const tasks: GeneratedTask[] = [];
  for (let number = 0; number < planCount; number += 1) {
    const plan = generatePlan(random);
    plans.push(plan);
    const share = number < Math.floor(planCount * FINISHED_SHARE) ? 1 : random.below(60) / 100;
    const size = Math.min(TASKS_PER_PLAN, count - tasks.length);
    for (let place = 0; place < size; place += 1) {
      const mayBeDone = place < size * share;
      tasks.push(generateTask({ random, planId: plan.written.id, place, earlier: tasks, mayBeDone }));
    }
  }
  return { plans, tasks };
}

/** Path and text of every file. */
export function listFiles({ plans, tasks }: Generated): [path: string, text: string][] {
  return [
    ...plans.map(({ path, written }): [string, string] => [path, formatPlanFile(written, planBody(written))]),
    ...tasks.map(({ path, written, body }): [string, string] => [path, formatTaskFile(written, body)]),
  ];
}

function generatePlan(random: Random): GeneratedPlan {
  const title = `${random.pick(VERBS)} ${random.pick(THINGS)}`;
  const id = formatId(slugifyAscii(title), formatSuffix(random.bytes(6)));
  return { path: `.tasks/${id}/plan.md`, written: { id, title, complexity: 'complex' } };
}

function planBody({ title }: WrittenPlan): string {
  return `${title}, step by step.\n\n${SENTENCES.slice(0, 2).join(' ')}\n`;
}

interface TaskSeed {
  readonly random: Random;
  readonly planId: string;
  /** 0 for the first task of its plan. */
  readonly place: number;
  readonly earlier: readonly GeneratedTask[];
  readonly mayBeDone: boolean;
}

function generateTask({ random, planId, place, earlier, mayBeDone }: TaskSeed): GeneratedTask {
  const title = `${random.pick(VERBS)} ${random.pick(THINGS)} ${random.pick(PLACES)}`;
  const id = formatId(slugifyAscii(title), formatSuffix(random.bytes(6)));
  const dependencies = pickDependencies(random, place, earlier);
  const folder = random.pick(FOLDERS);
  const isDone = mayBeDone && dependencies.every(({ written }) => written.status === 'completed');
  const isBlocked = !isDone && random.chance(0.03);
  const written: WrittenTask = {
    id,
    title,
    status: isDone ? 'completed' : isBlocked ? 'blocked' : 'pending',
    specialist: random.pick(SPECIALISTS),
    priority: random.pick(PRIORITIES),
    depends_on: dependencies.map((task) => task.written.id),
    effort: random.pick(EFFORTS),
    files: [`src/${folder}/**`],
    ...(isBlocked ? { reason: 'waits for an answer from the vendor' } : {}),
    ...(isDone ? generateRecord(random, folder, earlier.length) : {}),
  };
  return { path: `.tasks/${planId}/${id}.md`, planId, written, body: generateBody(random, isDone) };
}

/** Mostly among the last few of the same plan, so that plans have depth; one in ten is from anywhere. */
function pickDependencies(
  random: Random,
  place: number,
  earlier: readonly GeneratedTask[],
): readonly GeneratedTask[] {
  const draw = random.below(100) / 100;
  const wanted = DEPENDENCY_CHANCES.findIndex((limit) => draw < limit);
  const picked = new Set<GeneratedTask>();
  for (let number = 0; number < wanted; number += 1) {
    const reach = place === 0 || random.chance(0.1) ? earlier.length : Math.min(place, 8);
    const task = earlier[earlier.length - 1 - random.below(reach)];
    if (task !== undefined) picked.add(task);
  }
  return [...picked];
}

/** A completion record of the usual size; its oids name nothing. Where links count, see `history.ts`. */
function generateRecord(random: Random, folder: string, hour: number): Partial<WrittenTask> {
  const startedMs = STARTED_MS + hour * 3_600_000;
  return {
    started_at: new Date(startedMs).toISOString(),
    completed_at: new Date(startedMs + 2_700_000).toISOString(),
    completed_by: random.pick(PEOPLE),
    completion: formatUlid(startedMs, random.bytes(16)),
    commits: [generateOid(random)],
    artifacts: [{ path: `src/${folder}/part-${hour}.ts`, blob: generateOid(random) }],
  };
}

function generateOid(random: Random): string {
  return Buffer.from(random.bytes(20)).toString('hex');
}

function generateBody(random: Random, isDone: boolean): string {
  const sentences = Array.from({ length: isDone ? 1 : 3 }, () => random.pick(SENTENCES)).join('\n');
  if (isDone) return `${sentences}\n\n## Result\n\nDone as described; the tests are beside it.\n`;
  const criteria = [random.pick(CRITERIA), random.pick(CRITERIA)].map((text) => `- [ ] ${text}`);
  return `${sentences}\n\n## Acceptance criteria\n\n${criteria.join('\n')}\n`;
}
