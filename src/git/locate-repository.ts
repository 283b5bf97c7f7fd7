/**
 * Finds the repository without starting git, because a read-only command must not pay for a process.
 * GIT_DIR and GIT_WORK_TREE are ignored: the folder decides, so that the answer is the same inside a hook.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PlanError } from '../errors.ts';

export interface RepositoryLocation {
  /** Absolute real path of the root of the work tree. */
  readonly root: string;
  /** The git directory of this work tree: HEAD, index and its locks. */
  readonly gitDir: string;
  /** The git directory shared by all work trees: objects, refs and config. */
  readonly commonDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  /** How refs are stored; only `files` can be read without git. */
  readonly refFormat: 'files' | 'reftable';
}

/** Finds the work tree that a folder lies in. Throws `not-a-repository` or `bare-repository`. */
export function locateRepository(startDir: string): RepositoryLocation {
  for (let folder = requireFolder(startDir); ; folder = dirname(folder)) {
    const gitDir = findGitDir(folder);
    if (gitDir !== null) return describeRepository(folder, gitDir);
    if (isGitDir(folder)) throw describeInside(folder);
    if (dirname(folder) === folder) throw notARepository(startDir);
  }
}

function requireFolder(startDir: string): string {
  try {
    const folder = realpathSync(startDir);
    if (statSync(folder).isDirectory()) return folder;
  } catch (error) {
    throw new PlanError('not-a-repository', `The folder ${startDir} cannot be opened.`, { cause: error });
  }
  throw new PlanError('not-a-repository', `${startDir} is not a folder.`);
}

/** The git directory that `<folder>/.git` is or names; null when there is none. */
function findGitDir(folder: string): string | null {
  const path = join(folder, '.git');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (stat.isDirectory()) return isGitDir(path) ? realpathSync(path) : null;
  const named = /^gitdir: (.+?)\r?\n*$/.exec(readFileSync(path, 'utf8'))?.[1];
  const gitDir = named === undefined ? null : resolve(folder, named);
  if (gitDir !== null && isGitDir(gitDir)) return realpathSync(gitDir);
  throw new PlanError(
    'not-a-repository',
    `${path} names a git directory that does not exist${gitDir === null ? '' : `: ${gitDir}`}.`,
    { hints: ['Repair the link with `git worktree repair`, run from the main work tree.'], data: { path } },
  );
}

function isGitDir(folder: string): boolean {
  return (
    existsSync(join(folder, 'HEAD')) &&
    (existsSync(join(folder, 'commondir')) || existsSync(join(folder, 'objects')))
  );
}

function describeRepository(root: string, gitDir: string): RepositoryLocation {
  const commonDir = readCommonDir(gitDir);
  const config = readIfPresent(join(commonDir, 'config'));
  if (gitDir === commonDir && readSetting(config, 'core', 'bare') === 'true') throw bare(root);
  return {
    root,
    gitDir,
    commonDir,
    objectFormat: readSetting(config, 'extensions', 'objectformat') === 'sha256' ? 'sha256' : 'sha1',
    refFormat: readSetting(config, 'extensions', 'refstorage') === 'reftable' ? 'reftable' : 'files',
  };
}

function readCommonDir(gitDir: string): string {
  const named = readIfPresent(join(gitDir, 'commondir')).trim();
  return named === '' ? gitDir : realpathSync(resolve(gitDir, named));
}

/** One plain `key = value` of a config file, lower case; git itself writes these settings this way. */
function readSetting(config: string, section: string, key: string): string | null {
  let current = '';
  let found: string | null = null;
  for (const line of config.split('\n')) {
    current = /^\s*\[([^\]"]+?)\s*\]/.exec(line)?.[1]?.toLowerCase() ?? (/^\s*\[/.test(line) ? '' : current);
    const setting = /^\s*(?:\[[^\]]*\]\s*)?([a-z]+)\s*(?:=\s*"?([^\s"#;]*))?/i.exec(line);
    if (current === section && setting?.[1]?.toLowerCase() === key) found = setting[2] ?? 'true';
  }
  return found?.toLowerCase() ?? null;
}

function readIfPresent(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function describeInside(folder: string): PlanError {
  if (basename(folder) !== '.git' && !existsSync(join(folder, 'commondir'))) return bare(folder);
  return new PlanError('not-a-repository', `${folder} is git’s own folder, not a work tree.`, {
    hints: ['Start from the work tree, or name it with `-C <dir>`.'],
    data: { path: folder },
  });
}

function bare(folder: string): PlanError {
  return new PlanError(
    'bare-repository',
    `${folder} is a bare repository: there is no work tree to hold \`.tasks/\`.`,
    { data: { path: folder } },
  );
}

function notARepository(startDir: string): PlanError {
  return new PlanError('not-a-repository', `${startDir} is not inside a git work tree.`, {
    data: { path: startDir },
  });
}
