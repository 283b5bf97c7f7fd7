import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RepositoryLocation } from './locate-repository.ts';

/** Absolute roots of the other work trees of the clone that are there now, the main one first. Does not start git. */
export function listOtherRoots({ root, commonDir }: RepositoryLocation): readonly string[] {
  const main = basename(commonDir) === '.git' ? [dirname(commonDir)] : [];
  const folder = join(commonDir, 'worktrees');
  const linked = listNames(folder).flatMap((name) => readLink(join(folder, name)));
  return [...main, ...linked].filter((path) => path !== root && existsSync(join(path, '.git')));
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** `gitdir` names the file `.git` of the work tree (https://git-scm.com/docs/gitrepository-layout). */
function readLink(folder: string): string[] {
  try {
    return [dirname(resolve(folder, readFileSync(join(folder, 'gitdir'), 'utf8').trim()))];
  } catch {
    return [];
  }
}
