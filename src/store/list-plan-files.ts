import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One `.md` file below `.tasks/`, by where it lies; nothing of it has been read. */
export interface PlanFileEntry {
  readonly kind: 'plan' | 'task' | 'misplaced';
  /** Folder name; empty for a file that lies directly under `.tasks/`. */
  readonly planId: string;
  /** File name without `.md`; for a plan file the folder name. */
  readonly id: string;
  /** Relative to the root of the work tree. */
  readonly path: string;
}

export interface PlanFolders {
  readonly files: readonly PlanFileEntry[];
  /** Folders that hold task files and no `plan.md`. */
  readonly withoutPlan: readonly string[];
  /** Links in place of a folder: never followed. */
  readonly linkedFolders: readonly string[];
  /** Folders that could not be listed, with the reason. */
  readonly unlisted: readonly { readonly path: string; readonly detail: string }[];
}

const LEFT_ALONE = new Set(['README.md', 'synthesis.md']);

/** Lists the plan and task files of a work tree in path order. Dot files are never plans or tasks. */
export function listPlanFiles(root: string): PlanFolders {
  const files: PlanFileEntry[] = [];
  const withoutPlan: string[] = [];
  const linkedFolders: string[] = [];
  const unlisted: { path: string; detail: string }[] = [];

  for (const entry of listFolder(root, '.tasks', unlisted)) {
    const path = `.tasks/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isSymbolicLink() && !entry.name.includes('.')) linkedFolders.push(path);
    if (!entry.isDirectory()) {
      if (isPlanText(entry)) files.push({ kind: 'misplaced', planId: '', id: stem(entry.name), path });
      continue;
    }
    const inFolder = listPlanFolder(root, entry.name, unlisted);
    const hasPlan = inFolder.some((file) => file.kind === 'plan');
    if (!hasPlan && inFolder.length > 0) withoutPlan.push(entry.name);
    for (const file of inFolder) files.push(file);
  }
  return { files, withoutPlan, linkedFolders, unlisted };
}

function listPlanFolder(
  root: string,
  planId: string,
  unlisted: { path: string; detail: string }[],
): PlanFileEntry[] {
  const files: PlanFileEntry[] = [];
  for (const entry of listFolder(root, `.tasks/${planId}`, unlisted)) {
    if (entry.isDirectory() || !isPlanText(entry)) continue;
    const path = `.tasks/${planId}/${entry.name}`;
    if (entry.name === 'plan.md') files.push({ kind: 'plan', planId, id: planId, path });
    else files.push({ kind: 'task', planId, id: stem(entry.name), path });
  }
  return files;
}

function listFolder(root: string, path: string, unlisted: { path: string; detail: string }[]): Dirent[] {
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') unlisted.push({ path, detail: message });
    return [];
  }
}

function isPlanText(entry: Dirent): boolean {
  return entry.name.endsWith('.md') && !entry.name.startsWith('.') && !LEFT_ALONE.has(entry.name);
}

function stem(name: string): string {
  return name.slice(0, -'.md'.length);
}
