/**
 * The thin runner for plumbing: calls that need stdin, raw bytes, several processes at once, or the last
 * millisecond. The other file that starts git is `porcelain.ts`, which reads history through
 * simple-git: that package takes no stdin, decodes all output as text and costs a module load, so
 * it serves what is long and read-only, and this file what is short or writes.
 */
import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PlanError } from '../errors.ts';

export interface GitCall {
  /** Folder to run in: the root of the work tree, so that paths are relative to it. */
  readonly root: string;
  /** A fixed subcommand first; options end (`--`, `--end-of-options`) before any text of a user. */
  readonly args: readonly string[];
  /** A promised one is waited for with git running. */
  readonly input?: string | Uint8Array | Promise<string>;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * For calls that go to a remote: git runs without the terminal, so that nothing can ask for a password, and it
   * and all that it started are ended after this time; the status is then -1.
   */
  readonly timeoutMs?: number;
  /** Is handed what git prints as it comes; the result then has none of it. What it throws, the call throws. */
  readonly take?: (chunk: Buffer) => void;
}

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * What `git rev-parse --local-env-vars` prints, which ties a process to another repository or index, and
 * the variables that change the meaning of a path.
 */
const SCRUBBED = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_OBJECT_DIRECTORY',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_COMMON_DIR',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
] as const;

const MAX_OUTPUT_BYTES = 1 << 30;

/** Runs git and returns what it answered, whatever its exit status. Throws `git-missing`. */
export function runGit(call: GitCall): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...call.args], spawnOptions(call));
    const timer =
      call.timeoutMs === undefined ? undefined : setTimeout(() => endGroup(child), call.timeoutMs);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      if (call.take === undefined) stdout.push(chunk);
      else handOver(chunk, call.take, reject);
    });
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(describeStartFailure(call, error));
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({
        status: status ?? -1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
    // git may end before it has read everything; its exit status then says why.
    child.stdin.on('error', () => undefined);
    if (call.input instanceof Promise) void call.input.then((input) => child.stdin.end(input));
    else if (call.input === undefined) child.stdin.end();
    else child.stdin.end(call.input);
  });
}

function handOver(chunk: Buffer, take: (chunk: Buffer) => void, fail: (error: unknown) => void): void {
  try {
    take(chunk);
  } catch (error) {
    fail(error);
  }
}

/** With a time limit, git leads a group of its own: ssh and the like end with it. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  } catch {
    child.kill();
  }
}

/** `runGit` for the few callers that cannot wait. */
export function runGitSync(call: GitCall & { readonly input?: string | Uint8Array }): GitResult {
  const result: SpawnSyncReturns<Buffer> = spawnSync('git', [...call.args], {
    ...spawnOptions(call),
    input: call.input ?? '',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (result.error !== undefined) throw describeStartFailure(call, result.error);
  return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr.toString('utf8') };
}

/** Runs git and returns its output. Throws `git-failed` with git's own message unless it exits with 0. */
export async function requireGit(call: GitCall): Promise<Buffer> {
  const result = await runGit(call);
  if (result.status !== 0) throw describeGitFailure(call, result);
  return result.stdout;
}

/** The `git-failed` error for a call that exited with a status other than 0. */
export function describeGitFailure(call: Pick<GitCall, 'args'>, result: GitResult): PlanError {
  const command = readSubcommand(call.args);
  const said = result.stderr.trim() || `exit status ${result.status}`;
  return new PlanError('git-failed', `git ${command} failed: ${said}`, {
    data: { command, status: result.status, stderr: result.stderr },
  });
}

/**
 * Runs git and hands over its NUL-terminated records as they come, a batch at a time, so that no output is too
 * long. Throws `git-failed` like `requireGit`, after the records that came before.
 */
export function streamGit(
  call: GitCall & { readonly input?: string | Uint8Array },
  take: (records: readonly string[]) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...call.args], spawnOptions(call));
    const stderr: Buffer[] = [];
    const rest: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      const end = chunk.lastIndexOf(0) + 1;
      if (end > 0) take(splitRecords(Buffer.concat([...rest.splice(0), chunk.subarray(0, end)])));
      if (end < chunk.length) rest.push(chunk.subarray(end));
    });
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(describeStartFailure(call, error)));
    child.on('close', (status) => {
      const result = {
        status: status ?? -1,
        stdout: Buffer.concat(rest),
        stderr: Buffer.concat(stderr).toString('utf8'),
      };
      if (status === 0) resolve();
      else reject(describeGitFailure(call, result));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input ?? '');
  });
}

/** A git process that is read from, and written to, while it runs. */
export interface GitProcess {
  /** What it prints, as it comes. Throws `git-missing`, and `git-failed` after the last of it. */
  readonly output: AsyncIterable<Buffer>;
  write(text: string): void;
  /** Ends it, whatever it has still to say. */
  close(): void;
}

/** Starts git for a caller that may have enough before git has said everything. */
export function startGit(call: Omit<GitCall, 'input'>): GitProcess {
  const child = spawn('git', [...call.args], spawnOptions(call));
  const stderr: Buffer[] = [];
  let isClosed = false;
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error) => reject(describeStartFailure(call, error)));
    child.on('close', (status) => resolve(status ?? -1));
  });
  // Told to whoever reads; nobody may.
  ended.catch(() => undefined);
  return {
    output: read(),
    write: (text) => child.stdin.write(text),
    close() {
      isClosed = true;
      child.stdin.destroy();
      child.kill();
    },
  };
  async function* read(): AsyncGenerator<Buffer> {
    // A stream that breaks off is told by how the process ended.
    const chunks = child.stdout.iterator({ destroyOnReturn: false });
    try {
      for await (const chunk of chunks) yield chunk;
    } catch (error) {
      if (!isClosed && (await ended) === 0) throw error;
    }
    const status = isClosed ? 0 : await ended;
    if (status === 0) return;
    const result = { status, stdout: Buffer.alloc(0), stderr: Buffer.concat(stderr).toString('utf8') };
    throw describeGitFailure(call, result);
  }
}

/** Splits NUL-terminated output into its records. */
export function splitRecords(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}

function spawnOptions(call: GitCall) {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of SCRUBBED) delete env[name];
  return {
    cwd: call.root,
    windowsHide: true,
    detached: call.timeoutMs !== undefined && process.platform !== 'win32',
    env: {
      ...env,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_LITERAL_PATHSPECS: '1',
      ...call.env,
    },
  };
}

function readSubcommand(args: readonly string[]): string {
  const index = args.findIndex((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c');
  return args[index] ?? '';
}

function describeStartFailure(call: GitCall, error: Error): PlanError {
  if (!existsSync(call.root)) {
    return new PlanError('not-a-repository', `The folder ${call.root} does not exist (any more).`, {
      cause: error,
    });
  }
  return new PlanError('git-missing', `git could not be started: ${error.message}.`, { cause: error });
}
