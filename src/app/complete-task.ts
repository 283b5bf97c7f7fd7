import { cleanText } from '../core/clean-text.ts';
import { ARTIFACT_TYPES, type ArtifactType, type Claim } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { readBody } from '../format/sections.ts';
import type { CompletionAnswer } from './answers.ts';
import { type Claimed, claimTaken, claimTask, isExpired, isOurs } from './claims.ts';
import { checkFence } from './complete/check-fence.ts';
import { describeCompletion, type Outcome } from './complete/describe-completion.ts';
import { recordCompletion } from './complete/record-completion.ts';
import { returnTask } from './complete/return-task.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, stateAt } from './project.ts';
import { readBodyText } from './read-body-text.ts';
import { notReady } from './refusals.ts';
import { type LocatedTask, requireTask } from './require-reference.ts';
import { requireText } from './require-text.ts';
import { requireValue } from './require-value.ts';
import { chooseRemote } from './shared/choose-remote.ts';
import { closeClaim } from './shared/close-claim.ts';
import { forgetMerged } from './shared/forget-merged.ts';
import { publishResults } from './shared/publish.ts';

const NEXT_ACTIONS = ['continue', 'complete', 'needs_revision', 'blocked'] as const;

export interface CompleteRequest {
  readonly task: string;
  readonly summary: string;
  readonly details?: string | undefined;
  /** `continue` and `complete` complete it; `needs_revision` and `blocked` do not. */
  readonly nextAction?: string | undefined;
  /** Artifact paths, as the caller gives them. */
  readonly paths: readonly string[];
  readonly artifactType?: string | undefined;
  /** Revisions of commits that belong to the work. */
  readonly commits: readonly string[];
  /** Subject of the artifact commit; the summary's first line when absent. */
  readonly message?: string | undefined;
  /** One commit of artifacts and task file instead of two. */
  readonly together?: boolean | undefined;
  /** Pushes the branch, and ends a shared claim with it: to this remote, or with `true` to the usual one. */
  readonly push?: string | boolean | undefined;
}

/** The checked request, with text made safe to keep. */
export interface Submission {
  readonly summary: string;
  readonly details: string;
  readonly paths: readonly string[];
  readonly commits: readonly string[];
  readonly artifactType: ArtifactType | null;
  readonly message: string | null;
  readonly together: boolean;
}

/**
 * Phase 5: records what was accomplished, as linked commits, or puts the task back. Calling it again with the
 * same summary writes nothing. Throws `claim-lost`, `claim-taken`, `not-ready`, `already-completed`,
 * `artifact-invalid`, what the commit throws and, with `push`, what publishing throws.
 */
export async function completeTask(ports: Ports, request: CompleteRequest): Promise<CompletionAnswer> {
  const submission = checkRequest(request);
  const nextAction = requireValue(request.nextAction ?? 'complete', NEXT_ACTIONS, 'next action');
  const { id, outcome } = await ports.exclusively(async () => {
    const project = await readProject(ports);
    await forgetMerged(ports, project);
    const located = requireTask(project, request.task);
    const { task } = located;
    if (task.status === 'completed') return { id: task.id, outcome: repeat(ports, located, submission) };
    requireWorkable(ports, project, located);
    const held = project.claims.get(task.id) ?? null;
    const outcome =
      nextAction === 'needs_revision' || nextAction === 'blocked'
        ? await returnTask(ports, { task, submission, nextAction, claim: held })
        : await recordUnderClaim(ports, located, submission, held, request.push);
    return { id: task.id, outcome };
  });
  const published = request.push ? await publish(ports, id, request.push) : [];
  return describeCompletion(ports, id, { ...outcome, published });
}

function checkRequest(request: CompleteRequest): Submission {
  const type = request.artifactType;
  return {
    summary: cleanText(
      requireText(request.summary, 'summary', 'Say in a sentence or two what was accomplished.'),
    ),
    details: cleanText(request.details?.trim() ?? ''),
    paths: request.paths,
    commits: request.commits,
    artifactType: type === undefined ? null : requireValue(type, ARTIFACT_TYPES, 'artifact type'),
    message: request.message?.trim() || null,
    together: request.together === true,
  };
}

/** Only a task that is ready, or in progress and not somebody else's, may be completed. */
function requireWorkable(ports: Ports, project: Project, located: LocatedTask): void {
  const state = stateAt(project, located.node);
  const claim = project.claims.get(located.task.id);
  if (state !== 'ready' && state !== 'in_progress') throw notReady(project, located);
  if (claim === undefined || isOurs(ports, claim)) return;
  if (!isExpired(claim, project.now)) throw claimTaken(ports, claim);
}

/** A task that nobody has claimed is claimed for the time of the step, so that nobody else can begin it. */
async function recordUnderClaim(
  ports: Ports,
  { task }: LocatedTask,
  submission: Submission,
  held: Claim | null,
  push: CompleteRequest['push'],
): Promise<Outcome> {
  const isOwn = held !== null && isOurs(ports, held);
  const { claim, warnings } = isOwn
    ? { claim: held, warnings: await checkFence(ports, held, Boolean(push)) }
    : await claimNow(ports, task.id, held);
  try {
    const outcome = await recordCompletion(ports, { task, submission, claim, isClaimedBefore: isOwn });
    return { ...outcome, warnings: [...warnings, ...outcome.warnings] };
  } catch (error) {
    if (!isOwn) await closeClaim(ports, claim, 'pending');
    throw error;
  }
}

async function claimNow(ports: Ports, task: string, held: Claim | null): Promise<Claimed> {
  const remote = await chooseRemote(ports, undefined);
  return claimTask(ports, task, { held, takeOver: true, remote });
}

/** What is recorded stays, whatever becomes of the push: the error says so. */
async function publish(ports: Ports, id: string, push: string | true) {
  const project = await readProject(ports);
  const { task } = requireTask(project, id);
  try {
    return await publishResults(ports, project, push === true ? null : push);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { code, message, hints, data } = error;
    throw new PlanError(code, `${id} is recorded here as ${task.status}, and was not pushed. ${message}`, {
      hints,
      data: { ...data, task: id, completion: task.completion },
      cause: error,
    });
  }
}

/** The same completion again is no error: an agent repeats a call whose answer it lost. */
function repeat(ports: Ports, { task }: LocatedTask, { summary }: Submission): Outcome {
  const recorded = readBody(readBodyText(ports, task.path)).result ?? '';
  if (!isResultOf(recorded, summary)) {
    throw new PlanError('already-completed', `${task.id} is completed already, with another summary.`, {
      hints: [
        `\`orc show ${task.id}\` shows what was recorded.`,
        `If the work is not done after all: \`orc reopen ${task.id} --reason …\`.`,
      ],
      data: { task: task.id, completion: task.completion },
    });
  }
  return { repeated: true, warnings: [], report: { commit: null, committed: true, not_committed: null } };
}

/** The recorded result is the summary, or the summary with details below it. */
function isResultOf(recorded: string, summary: string): boolean {
  const paragraphs = recorded.split(/\n\s*\n/);
  const wanted = foldText(summary);
  return paragraphs.some((_, end) => foldText(paragraphs.slice(0, end + 1).join(' ')) === wanted);
}

/** Text without what the file's form adds or takes: heading marks, indentation, line breaks. */
function foldText(text: string): string {
  return text.replace(/^#+ /gm, '').replace(/\s+/g, ' ').trim();
}
