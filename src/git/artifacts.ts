/**
 * Checks artifact paths against the work tree and git before anything is written, all of them at once.
 * Contents go through a scratch index instead of `git hash-object`, because only that gives the blob that
 * a commit will hold: the end-of-line rules look at what the index has.
 */
import { join } from 'node:path';
import type { ArtifactState } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import {
  findIgnoreRules,
  type HeadEntry,
  hasHistory,
  listFilesInHead,
  readDirtyFiles,
  readHeadEntries,
} from './artifact-queries.ts';
import { requireStateFolder } from './index-lock.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { type ArtifactProblem, type Candidate, lookUpArtifact } from './look-up-artifact.ts';
import {
  createScratchFolder,
  type IndexEntry,
  linkIndex,
  readEntries,
  removeScratchFolder,
  type ScratchIndex,
  stagePaths,
} from './scratch-index.ts';

/** What git says about all candidates, asked in a few calls. */
interface Knowledge {
  readonly location: RepositoryLocation;
  readonly head: ReadonlyMap<string, HeadEntry>;
  readonly ignoreRules: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, IndexEntry>;
  readonly dirtyFiles: readonly string[];
}

/** Checks and describes artifact paths, in the order given, without repetitions; see `GitPort.inspectArtifacts`. */
export async function inspectArtifacts(
  location: RepositoryLocation,
  given: readonly string[],
): Promise<readonly ArtifactState[]> {
  const results = given.map((path) => lookUpArtifact(location.root, path));
  const candidates = [...new Map(results.filter(isCandidate).map((found) => [found.path, found])).values()];
  const knowledge = await gatherKnowledge(location, candidates);
  const answers = await Promise.all(
    candidates.map(async (candidate) => {
      const answer = await judge(candidate, knowledge);
      return isProblem(answer) ? { ...answer, path: candidate.given } : answer;
    }),
  );
  const problems = [...results.filter(isProblem), ...answers.filter(isProblem)];
  if (problems.length > 0) throw describeProblems(problems);
  return answers.filter(isState);
}

async function gatherKnowledge(
  location: RepositoryLocation,
  candidates: readonly Candidate[],
): Promise<Knowledge> {
  const { root } = location;
  const pathsOf = (kind: Candidate['kind']) =>
    candidates.filter((one) => one.kind === kind).map(({ path }) => path);
  const directories = pathsOf('directory');
  const files = pathsOf('file');
  // git ignores no file that it tracks, so these need not wait for the rules.
  const tracked = await readEntries(userIndex(location), files);
  const asked = files.filter((path) => !tracked.has(path));
  const [head, ignoreRules, dirtyFiles, entriesOfTracked] = await Promise.all([
    readHeadEntries(
      location,
      candidates.map(({ path }) => path),
    ),
    findIgnoreRules(root, [...asked, ...directories.map((path) => `${path}/`)]),
    readDirtyFiles(root, directories),
    asked.length === 0 ? hashFiles(location, files) : null,
  ]);
  const allowed = files.filter((path) => !ignoreRules.has(path));
  const entries = entriesOfTracked ?? (await hashFiles(location, allowed));
  return { location, head, ignoreRules, entries, dirtyFiles };
}

async function hashFiles(
  location: RepositoryLocation,
  paths: readonly string[],
): Promise<ReadonlyMap<string, IndexEntry>> {
  if (paths.length === 0) return new Map();
  const folder = createScratchFolder(requireStateFolder(location.gitDir));
  try {
    const user = userIndex(location);
    const index = { ...user, file: join(folder, 'index') };
    linkIndex(user.file, index.file);
    await stagePaths(index, paths);
    return await readEntries(index, paths);
  } finally {
    removeScratchFolder(folder);
  }
}

function userIndex({ root, gitDir, objectFormat }: RepositoryLocation): ScratchIndex {
  return { root, file: join(gitDir, 'index'), options: [], objectFormat };
}

function judge(candidate: Candidate, knowledge: Knowledge): Promise<ArtifactState | ArtifactProblem> {
  switch (candidate.kind) {
    case 'file':
      return Promise.resolve(judgeFile(candidate.path, knowledge));
    case 'directory':
      return Promise.resolve(judgeDirectory(candidate.path, knowledge));
    case 'missing':
      return judgeMissing(candidate.path, knowledge);
  }
}

function judgeFile(path: string, { head, entries, ignoreRules }: Knowledge): ArtifactState | ArtifactProblem {
  const entry = entries.get(path);
  const rule = ignoreRules.get(path);
  if (rule !== undefined) return describeIgnored(path, rule);
  if (entry === undefined)
    return invalid(path, 'cannot be added by git', 'See what `git add` says about it.');
  const before = head.get(path);
  const dirty = before?.oid !== entry.oid || before.mode !== entry.mode;
  return {
    path,
    kind: 'file',
    artifact: { path, blob: entry.oid },
    dirty,
    dirtyFiles: dirty ? [path] : [],
  };
}

function judgeDirectory(path: string, knowledge: Knowledge): ArtifactState | ArtifactProblem {
  const directory = `${path}/`;
  const dirtyFiles = knowledge.dirtyFiles.filter((file) => file.startsWith(directory));
  const before = knowledge.head.get(path);
  const tree = before?.type === 'tree' ? before.oid : null;
  if (tree === null && dirtyFiles.length === 0) {
    const rule = knowledge.ignoreRules.get(directory);
    if (rule !== undefined) return describeIgnored(directory, rule);
    return invalid(directory, 'holds no file that git could record', 'Name a folder with files in it.');
  }
  const dirty = dirtyFiles.length > 0;
  const artifact = dirty || tree === null ? null : { path: directory, tree };
  return { path: directory, kind: 'directory', artifact, dirty, dirtyFiles };
}

/** A deletion that is committed already is known by the path's having a history. */
async function judgeMissing(
  path: string,
  { location, head }: Knowledge,
): Promise<ArtifactState | ArtifactProblem> {
  const before = head.get(path);
  if (before?.type === 'tree') {
    return describeDeleted(`${path}/`, await listFilesInHead(location, path));
  }
  if (before?.type === 'blob') return describeDeleted(path, [path]);
  if (before === undefined && (await hasHistory(location, path))) return describeDeleted(path, []);
  const what = before === undefined ? 'does not exist, and git has never known it' : 'is a submodule';
  return invalid(path, what, 'Check the spelling; paths are relative to the root of the work tree.');
}

function describeDeleted(path: string, dirtyFiles: readonly string[]): ArtifactState {
  const dirty = dirtyFiles.length > 0;
  return { path, kind: 'deleted', artifact: { path, deleted: true }, dirty, dirtyFiles };
}

function describeIgnored(path: string, rule: string): ArtifactProblem {
  return invalid(path, `is ignored by ${rule}`, 'Name a file that git tracks, or change the ignore rule.');
}

function invalid(path: string, message: string, hint: string): ArtifactProblem {
  return { path, code: 'artifact-invalid', message, hint };
}

function describeProblems(problems: readonly ArtifactProblem[]): PlanError {
  const code = problems.some((problem) => problem.code === 'unsafe-path')
    ? 'unsafe-path'
    : 'artifact-invalid';
  const listed = problems.map(({ path, message }) => `${JSON.stringify(path)} ${message}`).join('; ');
  return new PlanError(code, `These artifacts cannot be recorded: ${listed}. Nothing was written.`, {
    hints: [...new Set(problems.map(({ hint }) => hint))],
    data: { problems: problems.map(({ path, message, hint }) => ({ path, message, hint })) },
  });
}

function isCandidate(result: Candidate | ArtifactProblem): result is Candidate {
  return !('code' in result);
}

function isProblem(answer: Candidate | ArtifactState | ArtifactProblem): answer is ArtifactProblem {
  return 'code' in answer;
}

function isState(answer: ArtifactState | ArtifactProblem): answer is ArtifactState {
  return !isProblem(answer);
}
