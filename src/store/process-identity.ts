/**
 * Tells whether the process that left a lock behind still lives. A pid alone does not: it is given out
 * again, and means another process in another container. So the start time, the boot and the pid
 * namespace are recorded with it, and whatever cannot be judged counts as not known, never as dead.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { readErrno } from './io-error.ts';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the platform's own form; null where that cannot be read. */
  readonly start: string | null;
  /** Changes with every boot of the machine; null where that cannot be read. */
  readonly boot: string | null;
  /** The pid namespace on Linux; null elsewhere. */
  readonly namespace: string | null;
}

let own: ProcessIdentity | undefined;

/** Identity of this process, read once. */
export function readOwnIdentity(): ProcessIdentity {
  own ??= {
    pid: process.pid,
    host: hostname(),
    start: readProcess(process.pid)?.start ?? null,
    boot: readBootId(),
    namespace: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
  return own;
}

/** `dead` only when that is certain; `unknown` for a process of another host or container. */
export function judgeProcess(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  const self = readOwnIdentity();
  if (identity.host !== self.host) return 'unknown';
  if (identity.boot !== null && self.boot !== null && identity.boot !== self.boot) return 'dead';
  if (identity.namespace !== self.namespace) return 'unknown';
  if (!isPidInUse(identity.pid)) return 'dead';
  const running = readProcess(identity.pid);
  if (running === null) return 'unknown';
  if (running.zombie) return 'dead';
  const comparable = identity.start !== null && running.start !== null;
  return comparable && identity.start !== running.start ? 'dead' : 'alive';
}

/** Whether a process of this pid exists, as seen from here; one of another user counts. */
export function isPidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return readErrno(error) !== 'ESRCH';
  }
}

function readProcess(pid: number): { start: string | null; zombie: boolean } | null {
  if (process.platform === 'linux') return readLinuxProcess(pid);
  if (process.platform === 'win32') return { start: null, zombie: false };
  const line = orNull(() =>
    execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim(),
  );
  if (line === null) return null;
  const space = line.indexOf(' ');
  return { start: line.slice(space + 1).trim(), zombie: line.startsWith('Z') };
}

/** Fields as in proc(5): the state is the third, the start time in ticks the 22nd. */
function readLinuxProcess(pid: number): { start: string | null; zombie: boolean } | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { start: fields[19] ?? null, zombie: fields[0] === 'Z' || fields[0] === 'X' };
}

function readBootId(): string | null {
  if (process.platform === 'linux') {
    return orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  }
  if (process.platform === 'darwin') {
    return orNull(() => execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim());
  }
  return null;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
