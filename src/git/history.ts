/** Questions about the history of HEAD: which commits belong to a task, who made them, when a file came. */
import type { CommitSummary, LinkQuery } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { openPorcelain, type Porcelain } from './porcelain.ts';
import { readCommits } from './read-commits.ts';
import { type RangeCommit, readRange } from './read-range.ts';
import { isOid, readHead } from './refs.ts';
import { chunkPaths } from './scratch-index.ts';

const TASKS_FOLDER = '.tasks/';
/** Starts a commit in the output of `log`; git quotes control characters in file names, so none of them looks like it. */
const MARK = '\u0001';

export interface History {
  findTaskCommits(query: LinkQuery): Promise<readonly string[]>;
  findBranchCommits(base: string | null, before?: string | null): Promise<readonly string[]>;
  resolveCommits(revisions: readonly string[]): Promise<readonly string[]>;
  findAddingCommit(path: string): Promise<string | null>;
  findCompletionCommits(): Promise<ReadonlyMap<string, string>>;
  describeCommits(oids: readonly string[]): Promise<ReadonlyMap<string, CommitSummary>>;
  readTreeOid(commit: string, directory: string): Promise<string>;
}

interface Found {
  readonly oid: string;
  readonly files: readonly string[];
}

/** The history questions of `GitPort` for one work tree. */
export function openHistory(location: RepositoryLocation): History {
  const git = openPorcelain(location.root);
  return {
    findTaskCommits: (query) => findTaskCommits(git, location, query),
    findBranchCommits: (base, before = null) => findBranchCommits(git, location, { base, before }),
    resolveCommits: (revisions) => resolveCommits(git, location, revisions),
    findAddingCommit: (path) => findAddingCommit(git, location, path),
    findCompletionCommits: () => findCompletionCommits(git, location),
    describeCommits: (oids) => describeCommits(git, location, oids),
    readTreeOid: (commit, directory) => readTreeOid(git, commit, directory),
  };
}

/** When `base` no longer exists, only the `Task:` line counts: any commit may have touched the paths. */
async function findTaskCommits(git: Porcelain, location: RepositoryLocation, query: LinkQuery) {
  const head = findTip(location, query.before ?? null);
  if (head === null || head === query.base) return [];
  if (query.base !== null) {
    const range = await readRange(git, [head, `^${requireOid(query.base)}`]).catch(() => null);
    if (range !== null) return range.filter((commit) => belongsTo(commit, query)).map(({ oid }) => oid);
  }
  const lostBase = query.base !== null;
  const revisions = [head];
  const byLine = await findCommits(git, revisions, [
    '--extended-regexp',
    `--grep=^Task: ${escapeRegExp(query.task)}$`,
  ]);
  const lists = [byLine];
  for (const paths of lostBase ? [] : chunkPaths(query.artifactPaths)) {
    lists.push(await findCommits(git, revisions, ['--full-history'], paths));
  }
  const found = new Map(lists.flat().map((commit) => [commit.oid, commit]));
  const kept = [...found.values()].filter((commit) => carriesWork(commit, query.artifactPaths));
  const oids = kept.map(({ oid }) => oid);
  return kept.length < 2 ? oids : sortOldestFirst(git, revisions, oids);
}

/** Nothing unless HEAD is on a branch `task/…`; merges of other branches are not work of the task. */
async function findBranchCommits(
  git: Porcelain,
  location: RepositoryLocation,
  { base, before }: { base: string | null; before: string | null },
) {
  const { branch } = readHead(location);
  const oid = findTip(location, before);
  if (oid === null || oid === base || branch === null || !branch.startsWith('task/')) return [];
  const known = base === null ? null : await git.resolveCommit(requireOid(base));
  const options = ['--topo-order', '--reverse', '--no-merges'];
  const elsewhere = ['--not', `--exclude=${branch.replace(/[*?[\\]/g, '\\$&')}`, '--branches', '--not'];
  const revisions = known === null ? [oid] : [oid, `^${known}`];
  const found = await findCommits(git, revisions, [...options, ...elsewhere]);
  return found.filter((commit) => carriesWork(commit, [])).map((commit) => commit.oid);
}

/** Where a search begins: at HEAD, or at the parent of the commit that it ends before. */
function findTip(location: RepositoryLocation, before: string | null): string | null {
  if (before === null) return readHead(location).oid;
  const header = readCommits(location, [before]).get(before)?.split('\n\n', 1)[0] ?? '';
  return /^parent ([0-9a-f]+)$/m.exec(header)?.[1] ?? null;
}

async function resolveCommits(git: Porcelain, location: RepositoryLocation, revisions: readonly string[]) {
  const { oid: head } = readHead(location);
  const resolved = await Promise.all(revisions.map((revision) => resolveCommit(git, head, revision)));
  const unknown = revisions.filter((_, at) => resolved[at] === null);
  if (unknown.length === 0) return resolved.filter((oid) => oid !== null);
  throw new PlanError(
    'commit-unknown',
    `Not a commit of this history: ${unknown.map((revision) => JSON.stringify(revision)).join(', ')}.`,
    { data: { revisions: unknown } },
  );
}

async function resolveCommit(git: Porcelain, head: string | null, revision: string): Promise<string | null> {
  if (head === null || revision === '' || /[\0\r\n]/.test(revision)) return null;
  const oid = await git.resolveCommit(revision).catch(() => null);
  return oid !== null && (await git.findOutside([oid], head)).length === 0 ? oid : null;
}

async function findAddingCommit(git: Porcelain, location: RepositoryLocation, path: string) {
  const { oid } = readHead(location);
  if (oid === null) return null;
  const options = ['--max-count=1', '--diff-filter=A', '--no-renames', '--format=%H'];
  return (await git.log({ options, revisions: [oid], paths: [path] })).trim() || null;
}

/** Commits that HEAD does not contain are as good as missing: their work is not here. */
async function findCompletionCommits(git: Porcelain, location: RepositoryLocation) {
  const { oid: head } = readHead(location);
  const commits = new Map<string, string>();
  if (head === null) return commits;
  const options = ['--extended-regexp', '--grep=^Task-Completion: ', `--format=${MARK}%H%n%B`];
  const output = await git.log({ options, revisions: [head] });
  // Newest first, so that the oldest commit of a completion is the one that stays.
  for (const part of output.split(MARK).slice(1)) {
    const [oid = '', ...lines] = part.split('\n');
    for (const line of lines) {
      const ulid = /^Task-Completion: (\S+)$/.exec(line)?.[1];
      if (ulid !== undefined) commits.set(ulid, oid);
    }
  }
  return commits;
}

async function describeCommits(git: Porcelain, location: RepositoryLocation, oids: readonly string[]) {
  const commits = new Map<string, CommitSummary>();
  const { oid: head } = readHead(location);
  const options = ['--ignore-missing', '--no-walk=unsorted', '-z', '--format=%H%x00%an%x00%cI%x00%s'];
  for (const chunk of head === null ? [] : chunkPaths(oids.filter(isOid))) {
    const fields = (await git.log({ options, revisions: chunk })).split('\0');
    for (let at = 0; at + 3 < fields.length; at += 4) {
      const [oid = '', author = '', time = '', subject = ''] = fields.slice(at, at + 4);
      commits.set(oid, { oid, subject, author, at: time });
    }
    for (const oid of await git.findOutside(chunk, head ?? '')) commits.delete(oid);
  }
  return commits;
}

async function readTreeOid(git: Porcelain, commit: string, directory: string): Promise<string> {
  const record = await git.listTree(requireOid(commit), directory.replace(/\/+$/, ''));
  const oid = /^\d+ tree ([0-9a-f]+)\t/.exec(record)?.[1];
  if (oid !== undefined) return oid;
  throw new PlanError('git-failed', `Commit ${commit} has no folder ${directory}.`, {
    data: { commit, path: directory },
  });
}

/** Commits with the files that they change; a merge is compared with its first parent. */
async function findCommits(
  git: Porcelain,
  revisions: readonly string[],
  options: readonly string[],
  paths: readonly string[] = [],
): Promise<Found[]> {
  const format = [
    '--name-only',
    '--full-diff',
    '--no-renames',
    '--diff-merges=first-parent',
    `--format=%x01%H`,
  ];
  const output = await git.log({ options: [...format, ...options], revisions, paths });
  return output
    .split(MARK)
    .slice(1)
    .map((part) => {
      const [oid = '', ...files] = part.split('\n').filter(Boolean);
      return { oid, files: files.map((file) => file.replace(/^"/, '')) };
    });
}

function belongsTo(commit: RangeCommit, { task, artifactPaths }: LinkQuery): boolean {
  const isNamed = commit.message.split('\n').includes(`Task: ${task}`);
  return (isNamed && carriesWork(commit, artifactPaths)) || touches(commit, artifactPaths);
}

function touches({ files }: Pick<Found, 'files'>, paths: readonly string[]): boolean {
  return files.some((file) =>
    paths.some((path) => file === path || (path.endsWith('/') && file.startsWith(path))),
  );
}

/** A commit that only changes plan files holds no work, unless such a file is an artifact. */
function carriesWork(commit: Pick<Found, 'files'>, artifactPaths: readonly string[]): boolean {
  return commit.files.some((file) => !file.startsWith(TASKS_FOLDER)) || touches(commit, artifactPaths);
}

async function sortOldestFirst(git: Porcelain, revisions: readonly string[], oids: readonly string[]) {
  const wanted = new Set(oids);
  const all = await git.log({ options: ['--topo-order', '--reverse', '--format=%H'], revisions });
  return all.split('\n').filter((oid) => wanted.has(oid));
}

function requireOid(text: string): string {
  if (isOid(text)) return text;
  throw new PlanError('internal', `${JSON.stringify(text)} is not a full object name.`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '\\$&');
}
