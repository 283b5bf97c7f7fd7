import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateRepository } from './locate-repository.ts';

/**
 * Process ids of git that work on the clone with this common directory, as far as this machine and container tell;
 * null where processes cannot be listed (elsewhere than on Linux). One that cannot be judged counts.
 */
export function findGitProcesses(commonDir: string): number[] | null {
  if (process.platform !== 'linux') return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => isGit(pid) && concerns(pid, commonDir)).map(Number);
}

const MERGING = ['merge', 'cherry-pick', 'revert', 'rebase', 'stash', 'am'];

/**
 * Whether git merges in a work tree at this moment. Such commands read HEAD and the index before they take
 * `index.lock`: what is committed in between is missing from the index that they write, and their own commit then
 * fails or undoes it. False where processes cannot be listed (elsewhere than on Linux).
 */
export function isMergeRunning(root: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && isGit(pid) && merges(pid, root));
}

const LONGEST_MERGE_MS = 10_000;
const LONGEST_READER_MS = 2000;

/**
 * Waits until git no longer merges in a work tree, ten seconds at most. A holder of `index.lock` does so after its commit: a
 * merge that had read HEAD just before fails on the lock then, where afterwards it would put back the files of the old HEAD.
 */
export async function outlastMerges(root: string): Promise<void> {
  const start = process.uptime();
  while (isMergeRunning(root) && (process.uptime() - start) * 1000 < LONGEST_MERGE_MS) await sleep(5);
}

/**
 * Waits until the git processes that run in a work tree now have ended; those of our own are left out. `git commit` reads
 * the index before it takes its lock: whoever puts an index back keeps the lock until nobody holds the other one in
 * memory. What works on, an editor perhaps, is waited for two seconds.
 */
export function outlastReaders(root: string): void {
  if (process.platform !== 'linux') return;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const start = process.uptime();
  const reads = (pid: string) => /^\d+$/.test(pid) && isGit(pid) && isIn(pid, root) && !isOurs(pid);
  for (let pids = readdirSync('/proc').filter(reads); pids.length > 0; pids = pids.filter(reads)) {
    if ((process.uptime() - start) * 1000 >= LONGEST_READER_MS) return;
    Atomics.wait(sleeper, 0, 0, 5);
  }
}

function merges(pid: string, root: string): boolean {
  const words = readText(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  if (!MERGING.some((command) => words.includes(command))) return false;
  return isIn(pid, root);
}

function isIn(pid: string, root: string): boolean {
  const folder = readFolder(pid);
  return folder === root || folder.startsWith(`${root}/`);
}

/** Whether this process has started it: the parent is the fourth field. */
function isOurs(pid: string): boolean {
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid);
}

/** Empty for a process that has ended or is somebody else's. */
function readFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** As in proc(5): the name is the second field, the state the third. */
function isGit(pid: string): boolean {
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  return /\(git[^)]*\) [^ZX]/.test(stat);
}

function concerns(pid: string, commonDir: string): boolean {
  let folder: string;
  try {
    folder = readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
  try {
    if (locateRepository(folder).commonDir === commonDir) return true;
  } catch {
    // It runs outside of work trees, and says elsewhere what it works on.
  }
  const words = readText(`/proc/${pid}/cmdline`);
  const environment = readText(`/proc/${pid}/environ`);
  return words === null || environment === null || `${words}\0${environment}`.includes(commonDir);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
