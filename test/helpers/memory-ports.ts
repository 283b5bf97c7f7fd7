/**
 * The world of the use cases in memory: files in a map, read by the real parser; a git of maps; a clock that
 * stands still until it is moved; ids that follow one another.
 */
import type { Config, NewFile, Ports, Specialist, TaskFiles } from '../../src/app/ports.ts';
import { derivePlan, deriveTask } from '../../src/core/derive-task.ts';
import type { Problem } from '../../src/core/problem.ts';
import { formatSuffix, formatUlid } from '../../src/core/random-text.ts';
import type { Plan, Task, UnreadableFile } from '../../src/core/task.ts';
import { createTable } from '../../src/core/task-table.ts';
import { PlanError } from '../../src/errors.ts';
import { parsePlanFile, parseTaskFile } from '../../src/format/parse-file.ts';
import { slugify } from '../../src/format/slugify.ts';
import { createMemoryGit, type MemoryGit, oidOf } from './memory-git.ts';

export interface MemoryWorld {
  /** Every file of the work tree by its path: plans, tasks, and the work. */
  readonly files: Map<string, string>;
  readonly git: MemoryGit;
  /** The ports as one actor has them; `worktree` when it works elsewhere than the others. */
  as(actor: string, options?: { readonly worktree?: string; readonly noCommit?: boolean }): Ports;
  advanceMs(durationMs: number): void;
}

interface WorldOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly config?: Partial<Config>;
  readonly specialists?: readonly Specialist[];
}

const CONFIG: Config = {
  commit: 'auto',
  leaseMs: 14_400_000,
  briefMaxBytes: 16_384,
  remote: null,
  worktrees: '../{repo}-worktrees/{task}',
};
const GENERIC: Specialist = {
  name: 'generic',
  description: 'Does anything.',
  body: '## Expertise\n\nEverything.\n',
  path: null,
};

const NO_HOOK_CHANGES = { created: [], kept: [], removed: [], notes: [] };

/** Creates a world. The files given are in its first commit. */
export function createWorld({
  files: given = {},
  config = {},
  specialists = [GENERIC],
}: WorldOptions = {}): MemoryWorld {
  const files = new Map(Object.entries(given));
  const git = createMemoryGit(files);
  let nowMs = Date.parse('2026-03-01T08:00:00Z');
  let made = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const randomBytes = (length: number) => Uint8Array.from({ length }, (_, at) => (at === 0 ? ++made : at));
  const shared = {
    files: createMemoryFiles(files),
    git: git.port,
    settings: {
      readConfig: () => ({ ...CONFIG, ...config }),
      findSpecialist: async (name: string) => specialists.find((role) => role.name === name) ?? null,
      listSpecialists: async () => specialists,
      listSpecialistNames: () => specialists.map(({ name }) => name),
      findPlanTemplate: () => null,
      listPlanTemplates: () => [],
      findProblems: async () => [],
    },
    scaffold: {
      listFiles: () => [{ path: '.tasks/README.md', text: '# Plans\n' }],
      listReviewFiles: () => [{ path: '.github/workflows/orchestrator-review.yml', text: 'name: Plans\n' }],
      readText: (path: string) => files.get(path) ?? null,
      writeFile: (path: string, text: string) => {
        files.set(path, text);
      },
      isOwn: (text: string) => text.startsWith('# Plans'),
    },
    hooks: {
      install: async () => ({ ...NO_HOOK_CHANGES, created: ['.git/hooks/pre-commit'] }),
      remove: async () => ({ ...NO_HOOK_CHANGES, removed: ['.git/hooks/pre-commit'] }),
      openStaged: async () => ({ files: createMemoryFiles(files), changed: [...files.keys()] }),
    },
    exclusively<T>(work: () => Promise<T>): Promise<T> {
      const turn = queue.then(work);
      queue = turn.catch(() => undefined);
      return turn;
    },
    watch: async () => ({ hint: () => undefined, close: async () => undefined }),
    readElsewhere: () => [],
    now: () => new Date(nowMs),
    newSuffix: () => formatSuffix(randomBytes(6)),
    newUlid: () => formatUlid(nowMs, randomBytes(16)),
    slugify,
    host: 'engine',
  };
  const paths = [...files.keys()];
  if (paths.length > 0) void git.port.commitPaths({ paths, message: { subject: 'base', trailers: [] } });
  return {
    files,
    git,
    as: (actor, { worktree = '/shop', noCommit = false } = {}) => ({
      ...shared,
      root: worktree,
      actor,
      mayCommit: () => !noCommit && shared.settings.readConfig().commit === 'auto',
    }),
    advanceMs: (durationMs) => {
      nowMs += durationMs;
    },
  };
}

function createMemoryFiles(files: Map<string, string>): TaskFiles {
  const read = (path: string) => {
    const text = files.get(path);
    if (text === undefined) throw new PlanError('file-unreadable', `${path} is not there.`);
    return { text, revision: oidOf(text) };
  };
  return {
    scan: async () => scan(files),
    recall: () => null,
    read,
    exists: (path) => files.has(path),
    create(added: readonly NewFile[]) {
      const taken = added.find(({ path }) => files.has(path));
      if (taken !== undefined) throw new PlanError('io', `${taken.path} is there already.`);
      for (const { path, text } of added) files.set(path, text);
    },
    replace(path, text, expected) {
      if (read(path).revision !== expected) throw new PlanError('stale-revision', `${path} has moved on.`);
      files.set(path, text);
      return { revision: oidOf(text) };
    },
    put(path, text) {
      files.set(path, text);
    },
    requireAsWritten: () => undefined,
    rename(from, to) {
      const { text } = read(from);
      files.delete(from);
      files.set(to, text);
    },
  };
}

function scan(files: ReadonlyMap<string, string>) {
  const plans: Plan[] = [];
  const tasks: Task[] = [];
  const unreadable: UnreadableFile[] = [];
  const problems: Problem[] = [];
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [, planId = '', name = ''] = /^\.tasks\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
    if (planId === '' || name === 'synthesis') continue;
    const bytes = Buffer.from(text, 'utf8');
    const origin = { planId, path, revision: oidOf(text) };
    const isPlan = name === 'plan';
    const id = isPlan ? planId : name;
    const plan = isPlan ? parsePlanFile({ bytes, path, id }) : null;
    const task = isPlan ? null : parseTaskFile({ bytes, path, id });
    problems.push(...(plan?.problems ?? []), ...(task?.problems ?? []));
    if (plan?.written) plans.push(derivePlan(plan.written, origin));
    else if (task?.written) tasks.push(deriveTask(task.written, origin));
    else unreadable.push({ kind: isPlan ? 'plan' : 'task', id, planId, path, parent: null });
  }
  return createTable({ plans, tasks, unreadable, problems });
}
