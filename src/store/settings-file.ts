/**
 * Reads what people keep under `.orchestrator/`, and the built-in template of the same shape. Links are
 * never followed, at the end of a path or on the way: a cloned repository could point them anywhere.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/problem.ts';
import { type ReadFailure, readRegularFile } from './safe-read.ts';

/** The most that a configuration, a role or a template may weigh. */
const MAX_BYTES = 256 * 1024;

export type SettingsText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** A folder of settings files: the repository's own, or the built-in one. */
export interface SettingsFolder {
  /** Absolute. Links in what lies above it are the user's own business. */
  readonly base: string;
  /** POSIX, relative to `base`. */
  readonly path: string;
}

/** Text of one file, without BOM. A file that is there and cannot be used is a problem, never missing. */
export function readSettingsFile(folder: SettingsFolder, name: string): SettingsText {
  const path = `${folder.path}/${name}`;
  const linked = findLinkedFolder(folder);
  if (linked !== null) return { kind: 'problem', problem: linkedFolderProblem(linked) };

  const read = readRegularFile(join(folder.base, path), MAX_BYTES);
  if (!read.ok) {
    if (read.failure === 'missing') return { kind: 'missing' };
    return { kind: 'problem', problem: settingsProblem({ path, ...explain(read.failure, read.detail) }) };
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(read.bytes) };
  } catch {
    const message = 'the file is not valid UTF-8.';
    return { kind: 'problem', problem: settingsProblem({ path, message, hint: 'Save it as UTF-8.' }) };
  }
}

export interface SettingsNames {
  /** File names without `.md`, sorted. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** The Markdown files of a folder; `README.md` and dot files are nobody's role or template. */
export function listSettingsNames(folder: SettingsFolder): SettingsNames {
  const linked = findLinkedFolder(folder);
  if (linked !== null) return { names: [], problems: [linkedFolderProblem(linked)] };
  try {
    const names = readdirSync(join(folder.base, folder.path))
      .filter((name) => /^[^.].*\.md$/.test(name) && name !== 'README.md')
      .map((name) => name.slice(0, -'.md'.length));
    return { names: names.sort(), problems: [] };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { names: [], problems: [] };
    const hint = 'Make it a folder that this user can read.';
    return { names: [], problems: [settingsProblem({ path: folder.path, message, hint })] };
  }
}

interface Complaint {
  readonly path: string;
  readonly message: string;
  readonly hint: string;
  readonly line?: number;
  readonly column?: number;
}

/** A problem of a settings file; at its first character unless the place is known. */
export function settingsProblem({ line = 1, column = 1, ...complaint }: Complaint): Problem {
  return { code: 'config-invalid', severity: 'error', line, column, ...complaint };
}

function findLinkedFolder({ base, path }: SettingsFolder): string | null {
  const segments = path.split('/');
  const folders = segments.map((_, index) => segments.slice(0, index + 1).join('/'));
  return folders.find((folder) => isLink(join(base, folder))) ?? null;
}

function isLink(absolutePath: string): boolean {
  return lstatSync(absolutePath, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function linkedFolderProblem(path: string): Problem {
  const message = 'the folder is a symbolic link, and links are not followed here.';
  return settingsProblem({ path, message, hint: 'Put a real folder in its place.' });
}

function explain(failure: ReadFailure, detail: string): { message: string; hint: string } {
  switch (failure) {
    case 'symlink':
      return {
        message: 'the file is a symbolic link, and links are not followed here.',
        hint: 'Put a copy of the file in its place.',
      };
    case 'too-large':
      return { message: `the file has ${detail}, the limit.`, hint: 'Shorten it to 256 KiB.' };
    default:
      return { message: `the file cannot be read: ${detail}.`, hint: 'Make it a readable regular file.' };
  }
}
