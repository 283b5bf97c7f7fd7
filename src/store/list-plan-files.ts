import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/problem.ts';
import { createProblem } from '../core/rules.ts';

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

export interface FolderListing {
  /** By name. */
  readonly files: readonly PlanFileEntry[];
  /** Links in place of folders, and a folder that cannot be listed. */
  readonly problems: readonly Problem[];
}

const LEFT_ALONE = new Set(['README.md', 'synthesis.md']);

/** What a path below `.tasks/` is by where it lies; null for what is no plan and no task. */
export function classifyPath(path: string): PlanFileEntry | null {
  const [folder, planId = '', name, ...rest] = path.split('/');
  const isText = (file: string) => isPlanName(file) && rest.length === 0 && folder === '.tasks';
  if (name === undefined) {
    return isText(planId) ? { kind: 'misplaced', planId: '', id: stem(planId), path } : null;
  }
  return isText(name) && !planId.startsWith('.') ? entryIn(planId, name) : null;
}

function entryIn(planId: string, name: string): PlanFileEntry {
  const path = `.tasks/${planId}/${name}`;
  return name === 'plan.md'
    ? { kind: 'plan', planId, id: planId, path }
    : { kind: 'task', planId, id: stem(name), path };
}

/** Names of the plan folders under `.tasks/`, and the files that lie beside them, where no plan is. */
export function listTasksFolder(root: string): FolderListing & { readonly folders: readonly string[] } {
  const { entries, problems } = listFolder(root, '.tasks');
  const folders: string[] = [];
  const files: PlanFileEntry[] = [];
  for (const entry of entries) {
    const path = `.tasks/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) folders.push(entry.name);
    else if (isPlanName(entry.name))
      files.push({ kind: 'misplaced', planId: '', id: stem(entry.name), path });
    else if (entry.isSymbolicLink() && !entry.name.includes('.')) {
      problems.push(createProblem('symbolic-link', { path }));
    }
  }
  return { folders, files, problems };
}

/** The plan and task files of one plan folder. Dot files are never plans or tasks. */
export function listPlanFolder(root: string, planId: string): FolderListing {
  const { entries, problems } = listFolder(root, `.tasks/${planId}`);
  const files: PlanFileEntry[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() && isPlanName(entry.name)) files.push(entryIn(planId, entry.name));
  }
  return { files, problems };
}

function listFolder(root: string, path: string): { entries: Dirent[]; problems: Problem[] } {
  try {
    if (lstatSync(join(root, path)).isSymbolicLink()) {
      return { entries: [], problems: [createProblem('symbolic-link', { path })] };
    }
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), problems: [] };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { entries: [], problems: [] };
    const said = `The folder cannot be listed: ${message}.`;
    return { entries: [], problems: [createProblem('unreadable-file', { path }, said)] };
  }
}

function isPlanName(name: string): boolean {
  return name.endsWith('.md') && !name.startsWith('.') && !LEFT_ALONE.has(name);
}

function stem(name: string): string {
  return name.slice(0, -'.md'.length);
}
