import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import { nameOf } from '../core/graph/task-graph.ts';
import type { Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { readBody } from '../format/sections.ts';
import type { BriefAnswer } from './answers.ts';
import { type DependencyOutcome, formatBrief } from './brief/format-brief.ts';
import { type Claimed, type Claiming, claimDocument, claimTask, isOurs } from './claims.ts';
import { describePlan, describeTask } from './describe.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt, taskAt } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { notReady } from './refusals.ts';
import { type LocatedTask, requireTask } from './require-reference.ts';
import { retryLost } from './retry-lost.ts';
import { chooseRemote, refreshClaims, type WantedRemote } from './shared/choose-remote.ts';
import { requireUnpublished } from './shared/require-unpublished.ts';
import { findRole } from './specialists.ts';

export interface ExecuteRequest {
  /** Null: the next ready task. */
  readonly task: string | null;
  /** Take the task from somebody whose lease has run out. */
  readonly takeOver?: boolean | undefined;
  /** Share the claim with other clones: through this remote, with `true` the usual one, with `false` none. */
  readonly remote?: WantedRemote;
}

/**
 * Phase 3: claims a ready task and gives the brief for it. No file changes and nothing is committed. The
 * same actor asking again gets the same brief. Throws `not-ready`, `claim-taken`, `transition-refused`.
 */
export async function executeTask(ports: Ports, request: ExecuteRequest): Promise<BriefAnswer> {
  const { task, claimed } = await retryLost(request.task, async () => {
    const { task, claiming } = await chooseTask(ports, request);
    return { task, claimed: await claimChosen(ports, task, claiming) };
  });
  return giveBrief(ports, task.id, claimed);
}

/** Claims the task, and looks whether a remote through which it is shared knows it as open. */
export async function claimChosen(ports: Ports, task: Task, claiming: Claiming): Promise<Claimed> {
  const { held, remote = null } = claiming;
  const claimed = await claimTask(ports, task.id, claiming);
  const { claim } = claimed;
  if (remote !== null && claim.oid !== held?.oid) await requireUnpublished(ports, remote, { task, claim });
  return claimed;
}

export interface ChosenTask {
  readonly project: Project;
  readonly task: Task;
  readonly claiming: Claiming;
}

/** The task that is meant, after asking the remote through which it is to be shared. Throws unless it may be claimed. */
export async function chooseTask(ports: Ports, request: ExecuteRequest): Promise<ChosenTask> {
  const remote = await chooseRemote(ports, request.remote);
  if (remote !== null) await refreshClaims(ports, remote);
  const project = await readProject(ports);
  const located =
    request.task === null ? requireNext(ports, project, request) : requireTask(project, request.task);
  requireExecutable(project, located);
  await findRole(ports, located.task.specialist);
  const held = project.claims.get(located.task.id) ?? null;
  return { project, task: located.task, claiming: { held, takeOver: request.takeOver === true, remote } };
}

/** The brief for who holds the claim, as the work tree of these ports has the task. */
export async function giveBrief(
  ports: Ports,
  id: string,
  { claim, warnings }: Claimed,
): Promise<BriefAnswer> {
  const project = await readProject(ports);
  const { task, node } = requireTask(project, id);
  const plan = project.plans.get(task.planId);
  const body = readBody(readBodyText(ports, task.path));
  const planBody = plan === undefined ? '' : readBodyText(ports, plan.path);
  const brief = formatBrief({
    root: ports.root,
    branch: ports.git.readHead().branch,
    actor: ports.actor,
    base: claim.base,
    plan: describePlan(project, task.planId),
    planPath: plan?.path ?? `.tasks/${task.planId}/plan.md`,
    goal: planBody.trim(),
    context: plan?.context ?? null,
    task,
    description: body.description,
    acceptanceCriteria: body.acceptanceCriteria,
    notes: body.notes,
    dependencies: readOutcomes(ports, project, task),
    specialist: await findRole(ports, task.specialist),
    maxBytes: ports.settings.readConfig().briefMaxBytes,
  });
  return {
    kind: 'brief',
    task: describeTask(project, node),
    claim: claimDocument(claim, project.now),
    brief,
    warnings,
    ...reportProblems(project),
  };
}

/** A claim that has run out is passed over, unless it may be taken over or is the actor's own. */
function requireNext(ports: Ports, project: Project, { takeOver = false }: ExecuteRequest): LocatedTask {
  const { claims, facts } = project;
  const node = deriveReadyOrder(facts, { limit: claims.size + 1 }).find((ready) => {
    const claim = claims.get(nameOf(facts.graph, ready));
    return claim === undefined || takeOver || isOurs(ports, claim);
  });
  const task = node === undefined ? null : taskAt(project, node);
  if (node === undefined || task === null) {
    throw new PlanError('not-ready', 'No task is ready.', {
      hints: ['`orc status` shows what everything waits for.'],
    });
  }
  return { task, node };
}

/** Whether the claim may be taken at all; who may have it is for `claimTask` to decide. */
function requireExecutable(project: Project, located: LocatedTask): void {
  const { id } = located.task;
  const state = stateAt(project, located.node);
  if (state === 'ready' || (state === 'in_progress' && project.claims.has(id))) return;
  if (state !== 'in_progress') throw notReady(project, located);
  throw new PlanError(
    'transition-refused',
    `${id} is in progress by its file, and nobody holds a claim on it.`,
    {
      hints: [
        `If you did the work, record it with \`orc complete ${id} …\`.`,
        `If it was left behind, free it with \`orc update ${id} --status pending\`.`,
      ],
      data: { task: id, state },
    },
  );
}

function readOutcomes(ports: Ports, project: Project, task: Task): DependencyOutcome[] {
  return task.dependsOn.flatMap((id) => {
    const node = project.nodeOf.get(id);
    const dependency = node === undefined ? null : taskAt(project, node);
    if (dependency === null) return [];
    const { title, path, artifacts, commits } = dependency;
    return [
      { id, title, path, artifacts, commits, result: readBody(readBodyText(ports, path)).result ?? '' },
    ];
  });
}
