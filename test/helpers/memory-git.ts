/** A git of nothing but maps: enough history, claims and artifacts for the use cases, no process and no disk. */
import type {
  CommitMessage,
  CommitOutcome,
  CommitRequest,
  GitPort,
  LinkQuery,
  UncommittedFile,
} from '../../src/app/ports.ts';
import type { Claim } from '../../src/core/task.ts';
import { PlanError } from '../../src/errors.ts';
import { blobOid } from '../../src/store/blob-oid.ts';

export interface MemoryCommit {
  readonly oid: string;
  readonly paths: readonly string[];
  readonly message: CommitMessage;
}

export interface MemoryGit {
  /** Oldest first. */
  readonly commits: MemoryCommit[];
  readonly claims: Map<string, Claim>;
  /** What is going on, such as `merge`; null: nothing. */
  busy: string | null;
  readonly port: GitPort;
}

/** Hash of a text as git would name a blob of it. */
export function oidOf(text: string): string {
  return blobOid(Buffer.from(text, 'utf8'), 'sha1');
}

/** The trailer lines of a commit with this key. */
export function trailersOf({ message }: MemoryCommit, key: string): string[] {
  return message.trailers.flatMap(([name, value]) => (name === key ? [value] : []));
}

/** A repository over the files of a work tree. Its clock is the number of commits. */
export function createMemoryGit(files: ReadonlyMap<string, string>): MemoryGit {
  const head = new Map<string, string>();
  const commits: MemoryCommit[] = [];
  const claims = new Map<string, Claim>();
  let moves = 0;
  let mergeDriver: string | null = null;

  const differs = (path: string) => files.get(path) !== head.get(path);
  const commitsAfter = (base: string | null) =>
    commits.slice(commits.findIndex(({ oid }) => oid === base) + 1);

  function commitPaths({ paths, message }: CommitRequest): CommitOutcome {
    if (git.busy !== null)
      return { committed: false, reason: 'busy', detail: `a ${git.busy} is in progress` };
    const changed = paths.filter(differs);
    if (changed.length === 0) return { committed: false, reason: 'unchanged', detail: 'nothing to commit' };
    for (const path of changed) {
      const text = files.get(path);
      if (text === undefined) head.delete(path);
      else head.set(path, text);
    }
    const oid = oidOf(`commit ${commits.length}`);
    commits.push({ oid, paths: [...changed].sort(), message });
    return { committed: true, oid };
  }

  function inspect(given: string) {
    const known = [...new Set([...files.keys(), ...head.keys()])];
    const path = given.replace(/\/$/, '');
    const inside = known.filter((name) => name.startsWith(`${path}/`));
    if (inside.length > 0) {
      const dirtyFiles = inside.filter(differs);
      return {
        path: `${path}/`,
        kind: 'directory' as const,
        artifact: null,
        dirty: dirtyFiles.length > 0,
        dirtyFiles,
      };
    }
    const text = files.get(path);
    const dirtyFiles = differs(path) ? [path] : [];
    if (text === undefined) {
      return {
        path,
        kind: 'deleted' as const,
        artifact: { path, deleted: true } as const,
        dirty: true,
        dirtyFiles,
      };
    }
    const artifact = { path, blob: oidOf(text) };
    return { path, kind: 'file' as const, artifact, dirty: dirtyFiles.length > 0, dirtyFiles };
  }

  function requireKnown(paths: readonly string[]): void {
    const known = [...files.keys(), ...head.keys()];
    const problems = paths
      .filter(
        (path) => !known.some((name) => name === path || name.startsWith(`${path.replace(/\/$/, '')}/`)),
      )
      .map((path) => ({ path, message: 'does not exist', hint: 'Name a file.' }));
    if (problems.length > 0) throw new PlanError('artifact-invalid', 'No such file.', { data: { problems } });
  }

  function findTaskCommits({ task, base, before, artifactPaths }: LinkQuery): string[] {
    const found = commitsAfter(base).filter((commit) => {
      if (commit.oid === before) return false;
      const isWork = commit.paths.some((path) => !path.startsWith('.tasks/'));
      const touches = commit.paths.some((path) =>
        artifactPaths.some((artifact) => path.startsWith(artifact)),
      );
      return touches || (isWork && trailersOf(commit, 'Task').includes(task));
    });
    return found.map(({ oid }) => oid);
  }

  function findUncommitted(): UncommittedFile[] {
    const paths = [...new Set([...files.keys(), ...head.keys()])].sort();
    return paths
      .filter((path) => path.startsWith('.tasks/') && differs(path))
      .map((path) => ({ path, before: head.get(path) ?? null, exists: files.has(path) }));
  }

  const port: GitPort = {
    readHead: () => ({ oid: commits.at(-1)?.oid ?? null, branch: 'main' }),
    readUserName: () => null,
    readBusyState: () => git.busy,
    outlastMerges: async () => undefined,
    requireCommitReady: async () => undefined,
    commitPaths: async (request) => commitPaths(request),
    readClaims: () => new Map(claims),
    async putClaim({ previous, at, ...request }) {
      const now = claims.get(request.task);
      if (now?.oid !== previous?.oid) {
        throw new PlanError('claim-taken', 'Somebody was faster.', { data: { claim: now } });
      }
      const isRenewal = previous !== null && previous.actor === request.actor;
      const since = isRenewal ? previous.since : at.toISOString();
      const oid = oidOf(`claim ${moves++}`);
      const claim = {
        ...request,
        at: at.toISOString(),
        since,
        oid,
        parent: previous?.oid ?? null,
        seenOid: null,
        isForeign: false,
        isOver: false,
        leaseFrom: at.toISOString(),
      };
      claims.set(request.task, claim);
      return claim;
    },
    async deleteClaim(claim) {
      return claims.get(claim.task)?.oid === claim.oid && claims.delete(claim.task);
    },
    async restoreClaim(claim, to) {
      if (claims.get(claim.task)?.oid !== claim.oid) return false;
      claims.set(claim.task, to);
      return true;
    },
    endClaim: async (claim) => port.deleteClaim(claim),
    hasOtherWorktrees: () => false,
    hasStagedChanges: async () => false,
    readEndedClaims: () => new Map(),
    forgetEndedClaim: async () => undefined,
    async openRemote() {
      throw new PlanError('remote-unknown', 'This clone has no remote.');
    },
    async inspectArtifacts(paths) {
      requireKnown(paths);
      return paths.map(inspect);
    },
    readTreeOid: async (commit, directory) => oidOf(`${commit}:${directory}`),
    findTaskCommits: async (query) => findTaskCommits(query),
    findBranchCommits: async () => [],
    async resolveCommits(revisions) {
      const unknown = revisions.find((revision) => !commits.some(({ oid }) => oid === revision));
      if (unknown !== undefined) throw new PlanError('commit-unknown', `${unknown} is not a commit.`);
      return revisions;
    },
    findAddingCommit: async (path) => commits.find(({ paths }) => paths.includes(path))?.oid ?? null,
    findUncommitted: async () => findUncommitted(),
    readMergeDriver: async () => mergeDriver,
    configureMergeDriver: async () => {
      mergeDriver = 'orc merge-driver';
    },
    readConflicts: async () => [],
    stageFiles: async () => undefined,
    findCompletionCommits: async () =>
      new Map(
        commits.flatMap((commit) => trailersOf(commit, 'Task-Completion').map((ulid) => [ulid, commit.oid])),
      ),
    describeCommits: async (oids) =>
      new Map(
        commits
          .filter(({ oid }) => oids.includes(oid))
          .map(({ oid, message: { subject } }) => [
            oid,
            { oid, subject, author: 'ada', at: '2026-03-01T08:00:00Z' },
          ]),
      ),
  };
  const git: MemoryGit = { commits, claims, busy: null, port };
  return git;
}
