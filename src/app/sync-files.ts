/**
 * Commits what was written but not committed: during a merge, with `--no-commit`, or because a hook
 * refused. One commit per change, with the message that the command itself would have given. Files that
 * cannot be read, and files that a person deleted, are left for a person to look at.
 */
import type { Artifact, Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { parseTaskFile } from '../format/parse-file.ts';
import { readBody } from '../format/sections.ts';
import type { SyncAnswer } from './answers.ts';
import { followRenames, type PresentFile } from './follow-renames.ts';
import { planChangeMessage, planMessage, taskMessage } from './messages.ts';
import type { CommitMessage, Ports, UncommittedFile } from './ports.ts';
import { type Project, readProject, reportProblems, taskAt } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { forgetMerged } from './shared/forget-merged.ts';
import { publishResults } from './shared/publish.ts';
import { statusVerb } from './status-verb.ts';

interface PendingCommit {
  readonly paths: readonly string[];
  readonly message: CommitMessage;
}

export interface SyncRequest {
  /** Then pushes the branch, and ends the shared claims whose results it holds: to this remote, or the usual one. */
  readonly push?: string | boolean | undefined;
}

/** Throws `git-busy` while a merge or the like is going on, what a commit throws and what publishing throws. */
export async function syncFiles(ports: Ports, { push }: SyncRequest = {}): Promise<SyncAnswer> {
  const { project, commits } = await commitFiles(ports);
  const wanted = typeof push === 'string' ? push : null;
  const published = push ? await publishResults(ports, await readProject(ports), wanted) : [];
  return { kind: 'sync', commits, published, ...reportProblems(project) };
}

function commitFiles(ports: Ports) {
  return ports.exclusively(async () => {
    const busy = ports.git.readBusyState();
    if (busy !== null) throw new PlanError('git-busy', `A ${busy} is going on: nothing was committed.`);
    const project = await readProject(ports);
    await forgetMerged(ports, project);
    const commits: { oid: string; subject: string }[] = [];
    const files = followRenames(ports, await ports.git.findUncommitted());
    const former = new Map(files.map(({ path, from }) => [path, from]));
    for (const pending of await listPending(ports, project, files)) {
      const { message } = pending;
      const paths = pending.paths.flatMap((path) => [former.get(path) ?? [], path].flat());
      const outcome = await ports.git.commitPaths({ paths, message });
      if (outcome.committed) commits.push({ oid: outcome.oid, subject: message.subject });
      else if (outcome.reason === 'busy') throw new PlanError('git-busy', outcome.detail);
    }
    return { project, commits };
  });
}

/**
 * Commits what an earlier change of one file has left uncommitted, as `sync` would: to be called before another change,
 * whose commit would take the file along, though not the artifacts and not the message of a completion. Does nothing while
 * git is busy or commits are switched off.
 */
export async function commitLeftover(ports: Ports, project: Project, path: string): Promise<void> {
  if (!ports.mayCommit() || ports.git.readBusyState() !== null) return;
  const files = followRenames(ports, await ports.git.findUncommitted());
  const pending = await listPending(
    ports,
    project,
    files.filter((file) => file.path === path),
  );
  for (const { paths, message } of pending) await ports.git.commitPaths({ paths, message });
}

async function listPending(
  ports: Ports,
  project: Project,
  files: readonly PresentFile[],
): Promise<PendingCommit[]> {
  const pending: PendingCommit[] = [];
  const newPlans = new Map<string, string[]>();
  for (const { path, before } of files) {
    const plan = [...project.plans.values()].find((candidate) => candidate.path === path);
    if (plan !== undefined && before === null) newPlans.set(plan.id, [path]);
  }
  for (const file of files) {
    const [, planId = '', name = ''] = file.path.split('/');
    const group = newPlans.get(planId);
    const node = project.nodeOf.get(name.replace(/\.md$/, ''));
    const task = node === undefined ? null : taskAt(project, node);
    if (task !== null && task.path !== file.path) continue;
    if (group !== undefined && task?.status === 'pending' && file.before === null) group.push(file.path);
    else if (task !== null) pending.push(await describeTaskChange(ports, task, file));
    else if (group?.[0] !== file.path) pending.push(...describePlanChange(project, planId, name, file));
  }
  return [...[...newPlans].flatMap(([id, paths]) => describeNewPlan(project, id, paths)), ...pending];
}

function describeNewPlan(project: Project, planId: string, paths: readonly string[]): PendingCommit[] {
  const plan = project.plans.get(planId);
  if (plan === undefined) return [];
  const taskIds = paths.slice(1).map((path) => path.split('/')[2]?.replace(/\.md$/, '') ?? '');
  return [{ paths, message: planMessage(plan, taskIds) }];
}

function describePlanChange(
  project: Project,
  planId: string,
  name: string,
  { path }: UncommittedFile,
): PendingCommit[] {
  const plan = project.plans.get(planId);
  if (plan === undefined) return [];
  if (name === 'synthesis.md') return [{ paths: [path], message: planChangeMessage(plan, 'synthesize') }];
  if (name !== 'plan.md') return [];
  return [{ paths: [path], message: planChangeMessage(plan, `update ${plan.title}`) }];
}

async function describeTaskChange(ports: Ports, task: Task, file: UncommittedFile): Promise<PendingCommit> {
  const before = readStatus(file);
  const isNew = file.before === null && task.status === 'pending';
  const verb = isNew ? 'add' : statusVerb(before === task.status ? null : task.status);
  const isCompletion = verb === 'complete' && task.completion !== null;
  const result = isCompletion ? readBody(readBodyText(ports, task.path)).result : null;
  const message = taskMessage({
    task,
    verb,
    status: task.status,
    ...(isCompletion && task.completion !== null ? { completion: task.completion } : {}),
    ...(result === null ? {} : { body: result.split('\n\n', 1)[0] ?? '' }),
  });
  const work = isCompletion ? await findUncommittedWork(ports, task.artifacts) : [];
  return { paths: [...work, task.path], message };
}

function readStatus({ before, path }: UncommittedFile): string | null {
  if (before === null) return null;
  const id = path.split('/')[2]?.replace(/\.md$/, '') ?? '';
  const { written } = parseTaskFile({ bytes: new TextEncoder().encode(before), path, id });
  return written === null ? null : (written.status ?? 'pending');
}

/** The artifacts that are still as they were recorded, and in no commit yet; others are somebody's later work. */
async function findUncommittedWork(ports: Ports, artifacts: readonly Artifact[]): Promise<string[]> {
  const paths: string[] = [];
  for (const artifact of artifacts) {
    const [state] = await ports.git.inspectArtifacts([artifact.path]).catch(() => []);
    if (state?.dirty && JSON.stringify(state.artifact) === JSON.stringify(artifact))
      paths.push(artifact.path);
  }
  return paths;
}
