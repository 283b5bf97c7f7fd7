import { PlanError } from '../errors.ts';
import { updateAgentsFile } from './agents-file.ts';
import type { InitAnswer } from './answers.ts';
import type { HookChanges, NewFile, Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';

export interface InitRequest {
  /** Also put a block for agents into AGENTS.md. */
  readonly agents?: boolean | undefined;
  /** Also lay down git hooks. */
  readonly hooks?: boolean | undefined;
  /** Take the git hooks away, and do nothing else. */
  readonly removeHooks?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

const NO_HOOKS: HookChanges = { created: [], kept: [], removed: [], notes: [] };

/**
 * Lays the template down. Idempotent: a file that is there stays as it is, edited or not. Commits nothing:
 * what it made is the user's to look at first.
 */
export async function initialize(ports: Ports, request: InitRequest): Promise<InitAnswer> {
  const { dryRun = false, removeHooks = false } = request;
  if (removeHooks && (request.hooks || request.agents)) {
    throw new PlanError('usage', '`--remove-hooks` only takes hooks away; leave the other options out.');
  }
  // First, because it is what can be refused.
  const hooks = removeHooks
    ? await ports.hooks.remove({ dryRun })
    : request.hooks
      ? await ports.hooks.install({ dryRun })
      : NO_HOOKS;
  const files = removeHooks ? { created: [], kept: [] } : layDown(ports, request);
  return {
    kind: 'init',
    created: [...files.created, ...hooks.created],
    kept: [...files.kept, ...hooks.kept],
    removed: hooks.removed,
    notes: hooks.notes,
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
  for (const file of ports.scaffold.listFiles()) {
    if (ports.scaffold.readText(file.path) === null) write(file);
    else kept.push(file.path);
  }
  if (request.agents) {
    const path = 'AGENTS.md';
    const before = ports.scaffold.readText(path);
    const after = updateAgentsFile(before);
    if (after === before) kept.push(path);
    else write({ path, text: after });
  }
  return { created, kept };
}
