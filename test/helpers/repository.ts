/** Real git repositories in temporary folders, cut off from the configuration of whoever runs the tests. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

process.env.GIT_CONFIG_GLOBAL = '/dev/null';
process.env.GIT_CONFIG_NOSYSTEM = '1';

interface RepositoryOptions {
  /** Files to write, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether the files are committed; true when there are any. */
  readonly commit?: boolean;
  readonly branch?: string;
  readonly objectFormat?: 'sha1' | 'sha256';
}

/** All that a user could lose: what is staged, what is not, and what git does not know. */
interface RepositoryState {
  readonly staged: string;
  readonly status: string;
  readonly stagedDiff: string;
  readonly unstagedDiff: string;
  readonly untracked: Readonly<Record<string, string>>;
}

export interface TestRepository {
  /** Absolute real path. */
  readonly root: string;
  /** Runs git in the root and returns its output without the line feed at the end. */
  git(...args: string[]): string;
  write(path: string, text: string): void;
  read(path: string): string;
  exists(path: string): boolean;
  /** Files of a commit, sorted. */
  filesOf(revision: string): string[];
  snapshotState(): RepositoryState;
  cleanup(): void;
}

/** Creates a repository with an identity and, unless told otherwise, one commit of the files given. */
export function createRepository(options: RepositoryOptions = {}): TestRepository {
  const { files = {}, branch = 'main', objectFormat = 'sha1' } = options;
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  const repository = openRepository(root);
  repository.git('init', '--quiet', `--initial-branch=${branch}`, `--object-format=${objectFormat}`);
  configureIdentity(repository);
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  if (options.commit ?? Object.keys(files).length > 0) {
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--allow-empty', '--message=base');
  }
  return repository;
}

/** The same helper for a work tree that is there already; `cleanup` removes its folder. */
export function openRepository(root: string): TestRepository {
  const git = (...args: string[]) => runGit(root, args).replace(/\n$/, '');
  return {
    root,
    git,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    exists: (path) => existsSync(join(root, path)),
    filesOf: (revision) =>
      git('diff-tree', '--root', '-r', '-z', '--name-only', '--no-commit-id', revision)
        .split('\0')
        .filter(Boolean)
        .sort(),
    snapshotState: () => snapshotState(root, git),
    cleanup: () => rmSync(root, { recursive: true, force: true }),
  };
}

function configureIdentity({ git }: TestRepository): void {
  git('config', 'user.name', 'Ada Lovelace');
  git('config', 'user.email', 'ada@example.org');
  git('config', 'commit.gpgSign', 'false');
}

function snapshotState(root: string, git: (...args: string[]) => string): RepositoryState {
  const untracked = git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean);
  return {
    staged: git('ls-files', '--stage', '-z'),
    status: git('status', '--porcelain=v2', '-z', '--untracked-files=all'),
    stagedDiff: git('diff', '--cached', '--binary'),
    unstagedDiff: git('diff', '--binary'),
    untracked: Object.fromEntries(untracked.map((path) => [path, readContent(join(root, path))])),
  };
}

function readContent(path: string): string {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  return stat.isFile() ? readFileSync(path, 'base64') : 'folder';
}

function runGit(root: string, args: readonly string[]): string {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  delete env.GIT_DIR;
  delete env.GIT_INDEX_FILE;
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
}
