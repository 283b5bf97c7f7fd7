import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import { findPathFault } from './artifact-path.ts';
import { lookAt } from './look-at.ts';

/**
 * Returns the paths without repetitions, after making sure that each is a safe path of the repository at
 * which a file, a link or nothing lies. Throws `unsafe-path` with all bad ones in `data.problems`.
 */
export function checkCommitPaths(root: string, paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  const problems = unique.flatMap((path) => {
    const message = findPathFault(path) ?? findKindFault(root, path);
    return message === null ? [] : [{ path, message }];
  });
  if (problems.length === 0) return unique;
  const listed = problems.map(({ path, message }) => `${JSON.stringify(path)} ${message}`).join('; ');
  throw new PlanError('unsafe-path', `These paths cannot be committed: ${listed}.`, { data: { problems } });
}

function findKindFault(root: string, path: string): string | null {
  const stat = lookAt(join(root, path));
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink()) return null;
  return stat.isDirectory() ? 'is a folder; name the files in it' : 'is neither a file nor a link';
}
