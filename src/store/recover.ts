import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sweepTemporaries } from './temporary-files.ts';

/**
 * Takes away what killed writers have left under `.tasks/`, and in the folder of ours in the git directory; what cannot be
 * looked at is left.
 */
export function recoverFolders(root: string, ownFolder: string): void {
  for (const folder of [...listTaskFolders(root), ownFolder]) sweepTemporaries(folder);
}

/** `.tasks` and the folders in it, absolute; none when a link lies in its place. */
export function listTaskFolders(root: string): string[] {
  const folder = join(root, '.tasks');
  try {
    if (!lstatSync(folder).isDirectory()) return [];
    const entries = readdirSync(folder, { withFileTypes: true });
    return [folder, ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))];
  } catch {
    return [];
  }
}
