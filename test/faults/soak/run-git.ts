import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cleanEnvironment } from '../../helpers/clean-environment.ts';

const run = promisify(execFile);

/** Runs git beside all else that goes on, and returns its output without the line feed at the end. */
export async function runGit(root: string, ...args: readonly string[]): Promise<string> {
  const env = cleanEnvironment({ LC_ALL: 'C' });
  const { stdout } = await run('git', args, { cwd: root, env, maxBuffer: 1 << 28 });
  return stdout.replace(/\n$/, '');
}
