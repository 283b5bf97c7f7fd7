import { PlanError } from '../errors.ts';
import type { NextAnswer, RefusedTask, StartedTask } from './answers.ts';
import { executeInWorktree } from './execute-in-worktree.ts';
import { explainNothing, pickNext } from './find-next.ts';
import type { WorktreePorts } from './ports.ts';
import { readProject, reportProblems, taskAt } from './project.ts';
import type { WantedRemote } from './shared/choose-remote.ts';

export interface StartRequest {
  readonly plan?: string | undefined;
  /** How many to begin side by side; 1 when absent. */
  readonly parallel?: number | undefined;
  readonly remote?: WantedRemote;
}

/**
 * Begins several tasks whose files do not overlap, each in a work tree of its own. A task that somebody else was
 * faster to claim is replaced by the next one. Throws what stopped the first task when none could be begun.
 */
export async function startParallel(ports: WorktreePorts, request: StartRequest): Promise<NextAnswer> {
  const { plan, parallel = 1, remote } = request;
  const started: StartedTask[] = [];
  const refused: RefusedTask[] = [];
  let failure: unknown;
  for (;;) {
    const id = await pickOne(ports, { plan, tried: new Set(refused.map(({ task }) => task)) });
    if (id === null || started.length === parallel) break;
    try {
      const { task, claim, warnings } = await executeInWorktree(ports, { task: id, remote });
      started.push({ task, claim, worktree: claim.worktree, branch: `task/${id}`, warnings });
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      failure ??= error;
      refused.push({ task: id, code: error.code, message: error.message });
    }
  }
  if (started.length === 0 && failure !== undefined) throw failure;
  const project = await readProject(ports);
  const [first] = started;
  return {
    kind: 'next',
    task: first?.task ?? null,
    reasons: first === undefined ? explainNothing(project) : [],
    tasks: started.map(({ task }) => task),
    started,
    refused,
    ...reportProblems(project),
  };
}

/** Reads again for each task: those just begun are in progress, and their files are taken. */
async function pickOne(
  ports: WorktreePorts,
  { plan, tried }: { readonly plan: string | undefined; readonly tried: ReadonlySet<string> },
): Promise<string | null> {
  const project = await readProject(ports);
  const nodes = pickNext(project, { plan, parallel: tried.size + 1, isSideBySide: true });
  const ids = nodes.map((node) => taskAt(project, node)?.id ?? '');
  return ids.find((id) => id !== '' && !tried.has(id)) ?? null;
}
