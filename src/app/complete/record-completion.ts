/**
 * The completion itself. First the work is committed (only the artifact paths), then the record goes into
 * the task file with the commits that hold the work, then the file is committed and the claim released.
 * A crash in between leaves no record, or a whole one; called again, it goes on from there.
 */
import { MAX_ARTIFACTS } from '../../core/fields.ts';
import type { Artifact, Claim, Task } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { editFile } from '../../format/edit-file.ts';
import type { CommitReport } from '../answers.ts';
import { changeFile } from '../change-file.ts';
import { commitChange } from '../commit-change.ts';
import type { Submission } from '../complete-task.ts';
import { artifactMessage, taskMessage } from '../messages.ts';
import type { ArtifactState, Ports } from '../ports.ts';
import { closeClaim } from '../shared/close-claim.ts';
import type { Outcome } from './describe-completion.ts';
import { findLinks } from './find-links.ts';

interface Recording {
  readonly task: Task;
  readonly submission: Submission;
  readonly claim: Claim;
  /** Whether the claim was there before this call: then the work lies after its base. */
  readonly isClaimedBefore: boolean;
}

export async function recordCompletion(ports: Ports, recording: Recording): Promise<Outcome> {
  const { task, submission, claim } = recording;
  const named = await ports.git.resolveCommits(submission.commits);
  const states = await ports.git.inspectArtifacts(submission.paths);
  const dirtyFiles = states.flatMap((state) => state.dirtyFiles);
  requireRecordable(ports, recording, states.length);

  requireClaim(ports, claim, null);
  const work = submission.together ? null : await commitWork(ports, recording, dirtyFiles);
  const artifacts = await listArtifacts(ports, states, work?.committed === true);
  const commits = await findLinks(ports, {
    task,
    base: recording.isClaimedBefore ? claim.base : await ports.git.findAddingCommit(task.path),
    isClaimed: recording.isClaimedBefore,
    artifactPaths: states.map((state) => state.path),
    named,
    made: work?.commit ?? null,
  });

  const completion = ports.newUlid();
  requireClaim(ports, claim, work?.commit ?? null);
  await writeRecord(ports, recording, { completion, artifacts, commits });
  const report = await commitRecord(ports, recording, completion, dirtyFiles).catch(
    async (error: unknown) => {
      // The file says completed though a hook refused its commit: nobody works on it now. Unless it was written over.
      const isLost = error instanceof PlanError && error.code === 'stale-revision';
      if (!isLost) await closeClaim(ports, claim, 'completed');
      throw error;
    },
  );
  const told = await closeClaim(ports, claim, 'completed');
  return { repeated: false, report, warnings: [...listWarnings(states, commits, report), ...told] };
}

/** Finds out before anything is committed whether the record can be written at all. */
function requireRecordable(ports: Ports, { task, submission }: Recording, artifactCount: number): void {
  requireFewArtifacts(artifactCount);
  editFile(ports.files.read(task.path).text, { set: { status: 'completed' }, result: resultOf(submission) });
}

function requireFewArtifacts(count: number): void {
  if (count <= MAX_ARTIFACTS) return;
  throw new PlanError('too-many-artifacts', `${count} artifacts are more than ${MAX_ARTIFACTS}.`);
}

function resultOf({ summary, details }: Submission): string {
  return details === '' ? summary : `${summary}\n\n${details}`;
}

/** The artifact commit; null when nothing of the work is uncommitted. */
async function commitWork(
  ports: Ports,
  { task, submission }: Recording,
  paths: readonly string[],
): Promise<CommitReport | null> {
  if (paths.length === 0) return null;
  const subject = submission.message ?? submission.summary.split('\n', 1)[0] ?? '';
  return commitChange(ports, paths, artifactMessage(task, subject));
}

async function listArtifacts(
  ports: Ports,
  states: readonly ArtifactState[],
  isCommitted: boolean,
): Promise<Artifact[]> {
  const head = ports.git.readHead().oid;
  const artifacts: Artifact[] = [];
  for (const state of states) {
    if (state.artifact !== null) artifacts.push(state.artifact);
    else if (head !== null && (isCommitted || !state.dirty)) {
      artifacts.push({ path: state.path, tree: await ports.git.readTreeOid(head, state.path) });
    } else {
      // The tree of an uncommitted folder has no oid yet: its changed files stand for it.
      const files = await ports.git.inspectArtifacts(state.dirtyFiles);
      artifacts.push(...files.flatMap(({ artifact }) => (artifact === null ? [] : [artifact])));
    }
  }
  requireFewArtifacts(artifacts.length);
  return artifacts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Fencing: the claim under which the work was done must still be the one that the ref holds. */
function requireClaim(ports: Ports, claim: Claim, workCommit: string | null): void {
  const now = ports.git.readClaims().get(claim.task);
  if (now?.oid === claim.oid) return;
  const who = now === undefined ? 'was released' : `is now held by ${now.actor}`;
  const done =
    workCommit === null
      ? 'nothing was written'
      : `the completion was not recorded, but the work is in commit ${workCommit}`;
  throw new PlanError('claim-lost', `The claim on ${claim.task} ${who}; ${done}.`, {
    data: { task: claim.task, expected: claim.oid, found: now?.oid ?? null, commit: workCommit },
  });
}

interface CompletionRecord {
  readonly completion: string;
  readonly artifacts: readonly Artifact[];
  readonly commits: readonly string[];
}

async function writeRecord(
  ports: Ports,
  { task, submission, claim }: Recording,
  record: CompletionRecord,
): Promise<void> {
  const { artifactType } = submission;
  await changeFile(ports, task.path, {
    set: {
      status: 'completed',
      started_at: claim.since,
      completed_at: ports.now().toISOString(),
      completed_by: ports.actor,
      completion: record.completion,
      ...(record.commits.length === 0 ? {} : { commits: record.commits }),
      ...(record.artifacts.length === 0 ? {} : { artifacts: record.artifacts }),
      ...(artifactType === null ? {} : { artifact_type: artifactType }),
    },
    result: resultOf(submission),
  });
}

async function commitRecord(
  ports: Ports,
  { task, submission }: Recording,
  completion: string,
  dirtyFiles: readonly string[],
): Promise<CommitReport> {
  const paths = submission.together ? [...dirtyFiles, task.path] : [task.path];
  const message = taskMessage({
    task,
    verb: 'complete',
    status: 'completed',
    completion,
    body: submission.summary,
  });
  return commitChange(ports, paths, message);
}

function listWarnings(
  states: readonly ArtifactState[],
  commits: readonly string[],
  report: CommitReport,
): string[] {
  if (states.length === 0 && commits.length === 0) {
    return ['No artifact and no commit is recorded, so nobody can verify this completion later.'];
  }
  if (commits.length === 0 && report.committed && states.every((state) => !state.dirty)) {
    return [
      'No commit since the task was begun touches the artifacts: they are recorded as they were before.',
    ];
  }
  return [];
}
