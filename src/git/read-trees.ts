import { PlanError } from '../errors.ts';
import type { BaseTrees } from './build-tree.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit } from './run-git.ts';

/** Contents of a commit's trees at these folders, read with one call to git; the root is among them. */
export async function readTrees(
  { root }: RepositoryLocation,
  commit: string,
  folders: readonly string[],
): Promise<BaseTrees> {
  const names = folders.map((folder) => `${commit}:${folder}`);
  const args = ['cat-file', '--batch', '-z'];
  const answer = await requireGit({ root, args, input: names.map((name) => `${name}\0`).join('') });
  const trees = new Map<string, Buffer>();
  let at = 0;
  for (const [place, name] of names.entries()) {
    // A folder's name can hold line feeds, so what is missing is known by the whole name.
    const missing = Buffer.from(`${name} missing\n`);
    if (answer.subarray(at, at + missing.length).equals(missing)) {
      at += missing.length;
      continue;
    }
    const start = answer.indexOf('\n', at) + 1;
    const [, type, size] = answer.toString('latin1', at, start).trimEnd().split(' ');
    const end = start + Number(size);
    if (type === 'tree') trees.set(folders[place] ?? '', answer.subarray(start, end));
    at = end + 1;
  }
  // Without this, everything that HEAD has would seem deleted.
  if (at === answer.length && trees.has('')) return trees;
  throw new PlanError('git-failed', `git could not read the tree of ${commit}.`, { data: { commit } });
}
