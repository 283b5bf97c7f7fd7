import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runGit } from './run-git.ts';

const TIMEOUT_MS = 10 * 60_000;

/**
 * Gives a new work tree the submodules that another one has. git clones them anew for each work tree, so it may
 * need their remote: what could not be had is said, and the work tree is usable without.
 */
export async function initialiseSubmodules(from: string, to: string): Promise<readonly string[]> {
  if (!existsSync(join(from, '.gitmodules'))) return [];
  const { stdout } = await runGit({ root: from, args: ['submodule', 'status'] });
  const lines = stdout.toString('utf8').split('\n');
  // A minus marks one that is not initialised; the name of a commit may follow in parentheses.
  const paths = lines.flatMap((line) => /^[^-][0-9a-f]+ (.+?)(?: \([^()]*\))?$/.exec(line)?.[1] ?? []);
  if (paths.length === 0) return [];
  const args = ['submodule', '--quiet', 'update', '--init', '--recursive', '--', ...paths];
  const { status, stderr } = await runGit({ root: to, args, timeoutMs: TIMEOUT_MS });
  if (status === 0) return [];
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return [
    `The submodules ${paths.join(', ')} are missing in ${to}: ${said}. There, \`git submodule update --init\` gets them.`,
  ];
}
