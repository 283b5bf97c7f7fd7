import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit } from './run-git.ts';

export interface HooksFolder {
  /** Absolute. */
  readonly path: string;
  /** Its path in the work tree; null in the git directory. */
  readonly inWorkTree: string | null;
  /** Whether git tracks a file in it. */
  readonly isTracked: boolean;
}

/**
 * Finds the folder that git takes hooks from, `core.hooksPath` included. Throws `hooks-elsewhere` when it is not this
 * repository's own: what is laid down there would run in other repositories too.
 */
export async function findHooksFolder(location: RepositoryLocation): Promise<HooksFolder> {
  const { root, commonDir } = location;
  const output = await requireGit({ root, args: ['rev-parse', '--git-path', 'hooks'] });
  const path = resolve(root, output.toString('utf8').replace(/\n$/, ''));
  const real = resolveReal(path);
  const own = [root, commonDir, ...(basename(commonDir) === '.git' ? [dirname(commonDir)] : [])];
  const isFolder = statSync(real, { throwIfNoEntry: false })?.isDirectory() ?? true;
  if (!isFolder || !own.some((folder) => isInside(folder, real))) {
    throw new PlanError('hooks-elsewhere', `git takes hooks from ${path}; nothing was laid down there.`, {
      data: { path },
    });
  }
  if (isInside(commonDir, real) || !isInside(root, real)) return { path, inWorkTree: null, isTracked: false };
  const inWorkTree = relative(root, real).split(sep).join('/');
  const tracked = await requireGit({ root, args: ['ls-files', '-z', '--', inWorkTree] });
  return { path, inWorkTree, isTracked: tracked.length > 0 };
}

/** A folder that is not there yet lies where its parent does. */
function resolveReal(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(resolveReal(dirname(path)), basename(path));
  }
}

function isInside(folder: string, path: string): boolean {
  return `${path}${sep}`.startsWith(`${folder}${sep}`);
}
