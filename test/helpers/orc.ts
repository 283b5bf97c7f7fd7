/** The installed program as a process, cut off from the git configuration and actor of whoever runs the tests. */
import { spawn } from 'node:child_process';
import { expect, inject } from 'vitest';
import { cleanEnvironment } from './clean-environment.ts';

export { cleanEnvironment };

export interface OrcOptions {
  readonly input?: string;
  /** On top of the clean environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Numeric user to run as; only root may ask for another one than itself. */
  readonly uid?: number;
}

export interface OrcResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document of the answer: on stdout when it was done, on stderr when it failed. */
  json(): Document;
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into documents of every kind
type Document = any;

/** Runs `orc` in a folder to its end. */
export function runOrc(
  root: string,
  args: readonly string[],
  { input = '', env = {}, uid }: OrcOptions = {},
): Promise<OrcResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inject('orcEntry'), ...args], {
      cwd: root,
      env: cleanEnvironment(env),
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve(describe(code ?? -1, stdout, stderr)));
    // A command that fails early does not read its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs `orc --json`, expects that it succeeds, and returns the document. */
export async function askOrc(root: string, args: readonly string[], options?: OrcOptions): Promise<Document> {
  const { code, stdout, stderr } = await runOrc(root, [...args, '--json'], options);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Runs `orc --json`, expects that it fails with nothing on stdout, and returns the error and the exit code. */
export async function refuseOrc(
  root: string,
  args: readonly string[],
  options?: OrcOptions,
): Promise<Document> {
  const { code, stdout, stderr } = await runOrc(root, [...args, '--json'], options);
  expect({ args, stdout, failed: code !== 0 }).toEqual({ args, stdout: '', failed: true });
  return { exit: code, ...JSON.parse(stderr).error };
}

function describe(code: number, stdout: readonly Buffer[], stderr: readonly Buffer[]): OrcResult {
  const result = {
    code,
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  };
  return { ...result, json: () => JSON.parse(code === 0 ? result.stdout : result.stderr) };
}
