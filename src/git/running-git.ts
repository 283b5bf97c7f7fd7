import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
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
