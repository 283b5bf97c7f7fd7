import { PlanError } from '../errors.ts';
import { updateAgentsFile } from './agents-file.ts';
import type { InitAnswer } from './answers.ts';
import { ATTRIBUTES_PATH, nameMergeDriver } from './merge/merge-attributes.ts';
import type { HookChanges, NewFile, Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';

/** How an answer names what was set in git's configuration, which is of this clone only. */
export const MERGE_DRIVER_SETTING = 'git config merge.orchestrator.driver';

export interface InitRequest {
  /** Also put a block for agents into AGENTS.md. */
  readonly agents?: boolean | undefined;
  /** Also lay down git hooks. */
  readonly hooks?: boolean | undefined;
  /** Take the git hooks away, and do nothing else. */
  readonly removeHooks?: boolean | undefined;
  /** Also have git merge plans and tasks with the merge driver, in this clone. */
  readonly mergeDriver?: boolean | undefined;
  /** Also a workflow that reviews pull requests on GitHub, and a script that does on other hosts. */
  readonly github?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

const NOTHING: HookChanges = { created: [], kept: [], removed: [], notes: [] };
const EACH_CLONE =
  'The merge driver is set up in this clone; every other one has to run `orc init --merge-driver` too.';

/**
 * Lays the template down. Idempotent: a file that is there stays as it is, edited or not. Commits nothing:
 * what it made is the user's to look at first.
 */
export async function initialize(ports: Ports, request: InitRequest): Promise<InitAnswer> {
  const { dryRun = false, removeHooks = false } = request;
  const { hooks: wantsHooks, agents, mergeDriver, github } = request;
  if (removeHooks && (wantsHooks || agents || mergeDriver || github)) {
    throw new PlanError('usage', '`--remove-hooks` only takes hooks away; leave the other options out.');
  }
  // First, because it is what can be refused.
  const hooks = removeHooks
    ? await ports.hooks.remove({ dryRun })
    : request.hooks
      ? await ports.hooks.install({ dryRun })
      : NOTHING;
  const files = removeHooks ? { created: [], kept: [] } : layDown(ports, request);
  const driver = request.mergeDriver ? await configureMergeDriver(ports, dryRun) : NOTHING;
  return {
    kind: 'init',
    created: [...files.created, ...driver.created, ...hooks.created],
    kept: [...files.kept, ...driver.kept, ...hooks.kept],
    removed: hooks.removed,
    notes: [...driver.notes, ...hooks.notes],
    dry_run: dryRun,
    ...reportProblems(await readProject(ports)),
  };
}

function layDown(ports: Ports, request: InitRequest): { created: string[]; kept: string[] } {
  const created: string[] = [];
  const kept: string[] = [];
  const write = ({ path, text }: NewFile) => {
    created.push(path);
    if (!request.dryRun) ports.scaffold.writeFile(path, text);
  };
  const review = request.github ? ports.scaffold.listReviewFiles() : [];
  for (const file of [...ports.scaffold.listFiles(), ...review]) {
    if (ports.scaffold.readText(file.path) === null) write(file);
    else kept.push(file.path);
  }
  const update = (path: string, change: (text: string | null) => string) => {
    const before = ports.scaffold.readText(path);
    const after = change(before);
    if (after === before) kept.push(path);
    else write({ path, text: after });
  };
  if (request.agents) update('AGENTS.md', updateAgentsFile);
  if (request.mergeDriver) update(ATTRIBUTES_PATH, nameMergeDriver);
  return { created, kept };
}

/** Of this clone only, so that everybody has to do it; what is configured already stays. */
async function configureMergeDriver(ports: Ports, dryRun: boolean): Promise<HookChanges> {
  if ((await ports.git.readMergeDriver()) !== null) return { ...NOTHING, kept: [MERGE_DRIVER_SETTING] };
  if (!dryRun) await ports.git.configureMergeDriver();
  return { ...NOTHING, created: [MERGE_DRIVER_SETTING], notes: [EACH_CLONE] };
}
