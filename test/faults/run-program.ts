import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../helpers/clean-environment.ts';

const INJECTOR = fileURLToPath(new URL('inject.cjs', import.meta.url));

/** What goes wrong, and when; see `inject.cjs`. */
export type Fault =
  /** Writes each moment at which the process could be killed to a file, a line each. */
  | { readonly kind: 'count'; readonly log: string }
  /** Kills the process, or it and the git processes that it has started, at a moment counted from 1. */
  | { readonly kind: 'kill' | 'kill-group'; readonly at: number }
  /** Lets a call fail, counted from 1. */
  | { readonly kind: 'error'; readonly at: number; readonly errno: string }
  /** Kills the process and those that it has started after so long. */
  | { readonly kind: 'kill-after'; readonly ms: number };

interface Call {
  /** The program. */
  readonly entry: string;
  readonly root: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly fault?: Fault;
}

interface Ending {
  /** -1 when it was killed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program, and waits until the processes that it has left behind have ended too. */
export async function runProgram({ entry, root, args, input = '', fault }: Call): Promise<Ending> {
  const injector = fault === undefined || fault.kind === 'kill-after' ? [] : ['--require', INJECTOR];
  const child = spawn(process.execPath, [...injector, entry, ...args], {
    cwd: root,
    env: cleanEnvironment(fault === undefined ? {} : describeFault(root, fault)),
    detached: true,
  });
  const pid = child.pid ?? 0;
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const timer =
    fault?.kind === 'kill-after' ? setTimeout(() => killGroup(pid, 'SIGKILL'), fault.ms) : undefined;
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? -1));
  });
  clearTimeout(timer);
  while (killGroup(pid, 0)) await sleep(5);
  return { code, ...output };
}

function describeFault(root: string, fault: Fault): Record<string, string> {
  if (fault.kind === 'kill-after') return {};
  const common = { FAULT_ROOT: root, FAULT_KIND: fault.kind };
  if (fault.kind === 'count') return { ...common, FAULT_LOG: fault.log };
  const at = { ...common, FAULT_AT: String(fault.at) };
  return fault.kind === 'error' ? { ...at, FAULT_ERRNO: fault.errno } : at;
}

/** Whether there was a process to send the signal to. */
function killGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
