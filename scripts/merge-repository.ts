/** A repository in a temporary folder whose branches `ours` and `theirs` hold the two sides of every merge case. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { MERGE_CASES, pathOfCase, textsOfCase } from './merge-cases.ts';

export interface MergeRepository {
  readonly root: string;
  /** Runs git with the program on PATH as `orc`; null when git exits with another status than 0. */
  git(...args: string[]): string | null;
  read(path: string): string | null;
  cleanup(): void;
}

/** Creates the repository; `entry` is the program that the merge driver is, null leaves the driver out. */
export function createMergeRepository(
  entry: string | null,
  cases: Iterable<number> = MERGE_CASES.keys(),
): MergeRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-merge-')));
  const root = join(folder, 'shop');
  const tools = join(folder, 'tools');
  for (const made of [root, tools]) mkdirSync(made);
  const env = cleanEnvironment(entry === null ? [] : [tools]);
  const git = (...args: string[]) => tryGit(root, args, env);
  git('init', '--quiet', '--initial-branch=base');
  git('config', 'user.name', 'Ada Lovelace');
  git('config', 'user.email', 'ada@example.org');
  if (entry !== null) {
    symlinkSync(entry, join(tools, 'orc'));
    execFileSync(process.execPath, [entry, 'init', '--merge-driver'], { cwd: root, env, stdio: 'pipe' });
  }
  const indexes = [...cases];
  for (const side of ['base', 'ours', 'theirs'] as const) {
    if (side !== 'base') git('checkout', '--quiet', '-b', side, 'base');
    for (const index of indexes) put(root, pathOfCase(index), textsOfCase(index)[side]);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', `--message=${side}`);
  }
  return {
    root,
    git,
    read: (path) => read(join(root, path)),
    cleanup: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function put(root: string, path: string, text: string | null): void {
  rmSync(join(root, path), { force: true });
  if (text === null) return;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function read(absolutePath: string): string | null {
  try {
    return readFileSync(absolutePath, 'utf8');
  } catch {
    return null;
  }
}

function tryGit(root: string, args: readonly string[], env: NodeJS.ProcessEnv): string | null {
  try {
    return execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch {
    return null; // a conflict
  }
}

/** Cut off from the configuration of whoever runs it. */
function cleanEnvironment(folders: readonly string[]): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    PATH: [...folders, process.env.PATH].join(delimiter),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_EDITOR: 'true',
  };
}
