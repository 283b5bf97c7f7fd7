/** Runs the hooks that `git commit` runs. What they print is caught and goes into the error, never to the terminal. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import type { CommitSettings } from './commit-settings.ts';
import { KEPT_SUFFIX, OWN_COMMIT_VARIABLE, recogniseHook } from './hook-script.ts';
import { runGit } from './run-git.ts';

export type HookName = 'pre-commit' | 'prepare-commit-msg' | 'commit-msg' | 'post-commit';

export interface HookCall {
  readonly root: string;
  readonly name: HookName;
  readonly args?: readonly string[];
  /** Absolute path of the index that the hook sees. */
  readonly indexFile?: string;
}

/** Whether a hook of that name may exist; true when only git can tell. */
export function hasHook({ hooksFolder }: CommitSettings, name: HookName): boolean {
  if (hooksFolder === null) return true;
  const path = join(hooksFolder, name);
  const stat = statSync(path, { throwIfNoEntry: false });
  const isExecutable = stat?.isFile() === true && (process.platform === 'win32' || (stat.mode & 0o111) !== 0);
  return isExecutable && !isOursAlone(path);
}

/** A hook of ours has nothing to do for a commit of ours, except to run the one that it stands before. */
function isOursAlone(path: string): boolean {
  if (existsSync(path + KEPT_SUFFIX)) return false;
  return recogniseHook(readFileSync(path, 'utf8')) === 'ours';
}

/** Runs one hook, if it exists. Throws `hook-refused` with its output in `data.output`. */
export async function runHook(call: HookCall): Promise<void> {
  const result = await runGit({
    root: call.root,
    args: ['hook', 'run', '--ignore-missing', call.name, '--', ...(call.args ?? [])],
    env: {
      // As `git commit` does without an editor: a hook that asks for one must not wait for a person.
      GIT_EDITOR: ':',
      [OWN_COMMIT_VARIABLE]: '1',
      ...(call.indexFile === undefined ? {} : { GIT_INDEX_FILE: call.indexFile }),
    },
  });
  if (result.status === 0) return;
  const output = `${result.stdout.toString('utf8')}${result.stderr}`;
  throw refuseByHook(call.name, `ended with status ${result.status}: ${output.trim() || 'no output'}`, {
    status: result.status,
    output,
  });
}

/** The `hook-refused` error: nothing was committed, the files are kept. */
export function refuseByHook(
  hook: string,
  reason: string,
  data: Readonly<Record<string, unknown>> = {},
): PlanError {
  return new PlanError('hook-refused', `The ${hook} hook stopped the commit; it ${reason}`, {
    data: { hook, ...data },
  });
}
