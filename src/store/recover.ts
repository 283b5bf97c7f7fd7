import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sweepTemporaries } from './temporary-files.ts';

/** Takes away what killed writers have left under `.tasks/`; what cannot be looked at is left. */
export function recoverTasksFolder(root: string): void {
  const folder = join(root, '.tasks');
  sweepTemporaries(folder);
  for (const name of listFolders(folder)) sweepTemporaries(join(folder, name));
}

function listFolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
