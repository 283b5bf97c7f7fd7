/** The work trees of a clone, and one for each task that asks for it, on a branch that remembers where it came from. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { TaskBranch, TaskPlace, WorktreeEntry, Worktrees } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { readBusyState } from './busy-state.ts';
import { initialiseSubmodules } from './initialise-submodules.ts';
import { locateRepository, type RepositoryLocation } from './locate-repository.ts';
import { abortMerge, concludeMerge, mergeBranch, readMerge } from './merge-branch.ts';
import { readHead, readRef } from './refs.ts';
import { requireGit, runGit, splitRecords } from './run-git.ts';

/** Opens the work trees of the clone that a work tree belongs to. */
export function openWorktrees(location: RepositoryLocation): Worktrees {
  const { root } = location;
  return {
    list: () => listWorktrees(root),
    plan: (task, template) => planPlace(location, task, template),
    create: (place) => createWorktree(location, place),
    findBranch: (task) => findBranch(location, task),
    readFile: (commit, path) => readFile(root, commit, path),
    isMerged: async (commit, branch) => {
      const args = ['merge-base', '--is-ancestor', commit, `refs/heads/${branch}`];
      return (await runGit({ root, args })).status === 0;
    },
    merge: mergeBranch,
    readMerge,
    concludeMerge,
    abortMerge,
    listPlanFiles: (from, to) => listPlanFiles(root, from, to),
    remove: (entry) => removeWorktree(location, entry),
    deleteBranch: (branch) => deleteBranch(root, branch),
  };
}

async function listWorktrees(root: string): Promise<WorktreeEntry[]> {
  const output = await requireGit({ root, args: ['worktree', 'list', '--porcelain', '-z'] });
  const blocks = output.toString('utf8').split('\0\0').filter(Boolean);
  return blocks.map((block) => {
    const fields = new Map(block.split('\0').map(splitField));
    const path = fields.get('worktree') ?? '';
    return {
      path,
      branch: fields.get('branch')?.replace(/^refs\/heads\//, '') ?? null,
      isMissing: !existsSync(path),
      lock: fields.get('locked') ?? null,
    };
  });
}

function splitField(line: string): [key: string, value: string] {
  const space = line.indexOf(' ');
  return space === -1 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}

async function planPlace(location: RepositoryLocation, task: string, template: string): Promise<TaskPlace> {
  const { branch: from, oid: base } = readHead(location);
  if (from === null || base === null) {
    const why = base === null ? 'There is no commit yet' : 'HEAD is detached';
    throw refuse(
      `${why}: a branch for the task would come from nowhere.`,
      'Switch to a branch with a commit.',
    );
  }
  const main = (await listWorktrees(location.root))[0]?.path ?? location.root;
  const named = template.replaceAll('{repo}', basename(main)).replaceAll('{task}', task);
  const path = resolveReal(resolve(main, named));
  const inside = relative(main, path);
  if (!isAbsolute(inside) && !inside.startsWith('..')) {
    throw refuse(
      `${path} lies inside the work tree ${main}, where it would be untracked content.`,
      'Set `worktrees` in `.orchestrator/config.yaml` to a path outside.',
    );
  }
  return { task, path, branch: `task/${task}`, from, base };
}

/** As git and everybody else will see the path once it exists. */
function resolveReal(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(resolveReal(dirname(path)), basename(path));
}

async function createWorktree(location: RepositoryLocation, place: TaskPlace): Promise<readonly string[]> {
  const { root } = location;
  const { path, branch } = place;
  const entries = await listWorktrees(root);
  const there = entries.find((entry) => entry.path === path);
  if (there !== undefined && !there.isMissing) return reuse(there, place);
  const known = await findBranch(location, place.task);
  if (known !== null) requireReusable(known, entries, path);
  if (there === undefined && existsSync(path)) {
    throw refuse(`${path} exists, and is no work tree of this clone.`, 'Move it away, then call again.');
  }
  // Noted first: a branch without the note is not ours, and is never touched.
  if (known === null) await requireGit({ root, args: ['config', fromKey(branch), place.from] });
  const options = ['--quiet', ...(there === undefined ? [] : ['--force'])];
  const what = known === null ? ['--no-track', '-b', branch, '--', path, place.base] : ['--', path, branch];
  const { status, stderr } = await runGit({ root, args: ['worktree', 'add', ...options, ...what] });
  if (status !== 0) throw refuse(`git made no work tree at ${path}: ${stderr.trim()}`);
  return initialiseSubmodules(root, path);
}

function reuse({ branch, path, lock }: WorktreeEntry, place: TaskPlace): readonly string[] {
  if (lock === 'initializing') {
    throw refuse(
      `${path} is being made at this moment, or was left half made by a process that was ended.`,
      'Call again in a moment. If it stays so, look into it, and take it away with `git worktree`.',
    );
  }
  if (branch === place.branch) return [];
  throw refuse(
    `The work tree ${path} is on ${branch ?? 'a detached HEAD'}, not on ${place.branch}.`,
    `Switch it to ${place.branch}, then call again.`,
  );
}

function requireReusable(known: TaskBranch, entries: readonly WorktreeEntry[], path: string): void {
  if (known.from === null) {
    throw refuse(
      `There is a branch ${known.name} already, which was not made for a task.`,
      'Give that branch another name, or work without `--worktree`.',
    );
  }
  const user = entries.find(
    (entry) => entry.branch === known.name && entry.path !== path && !entry.isMissing,
  );
  if (user !== undefined) {
    throw refuse(
      `${known.name} is checked out in ${user.path}.`,
      `Go on there, or switch it to another branch.`,
    );
  }
}

async function findBranch(location: RepositoryLocation, task: string): Promise<TaskBranch | null> {
  const name = `task/${task}`;
  const tip = readRef(location, `refs/heads/${name}`);
  if (tip === null) return null;
  const args = ['config', '--get', fromKey(name)];
  const { status, stdout } = await runGit({ root: location.root, args });
  return { name, tip, from: status === 0 ? stdout.toString('utf8').trim() : null };
}

function fromKey(branch: string): string {
  return `branch.${branch}.orchestratorFrom`;
}

async function readFile(root: string, commit: string, path: string): Promise<string | null> {
  const { status, stdout } = await runGit({ root, args: ['cat-file', 'blob', `${commit}:${path}`] });
  return status === 0 ? stdout.toString('utf8') : null;
}

async function listPlanFiles(root: string, from: string, to: string): Promise<readonly string[]> {
  const options = ['--name-only', '-z', '--no-renames', '--diff-filter=d', '-r'];
  const args = ['diff-tree', ...options, from, to, '--', '.tasks'];
  return splitRecords(await requireGit({ root, args }));
}

/** git itself refuses while something is changed or untracked; what it would not ask about is asked here. */
async function removeWorktree({ root }: RepositoryLocation, { path, lock, isMissing }: WorktreeEntry) {
  if (lock !== null) return `it is locked${lock === '' ? '' : ` (${lock})`}`;
  if (root === path || isInside(path, process.cwd())) return 'you are in it';
  const busy = isMissing ? null : readBusyState(locateRepository(path).gitDir);
  if (busy !== null) return `a ${busy} is going on there`;
  const { status, stderr } = await runGit({ root, args: ['worktree', 'remove', '--', path] });
  return status === 0
    ? null
    : stderr
        .trim()
        .replace(/^fatal: /, '')
        .replace(/, use --force.*$/, '');
}

function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return !isAbsolute(rest) && !rest.startsWith('..');
}

async function deleteBranch(root: string, { name, tip }: TaskBranch): Promise<boolean> {
  const { status } = await runGit({ root, args: ['update-ref', '-d', `refs/heads/${name}`, tip] });
  if (status !== 0) return false;
  await runGit({ root, args: ['config', '--remove-section', `branch.${name}`] });
  return true;
}

function refuse(message: string, hint?: string): PlanError {
  return new PlanError('worktree-refused', message, hint === undefined ? {} : { hints: [hint] });
}
