import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NewFile, Scaffold } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { deriveTaskSchema } from '../format/json-schema.ts';
import { replaceFile } from './atomic-write.ts';
import { isOwn, SEAL, seal } from './own-text.ts';
import { readRegularFile } from './safe-read.ts';
import type { SettingsPlace } from './settings.ts';

/** The one template file that goes elsewhere: `.tasks/` is what people and agents meet first. */
const TASKS_README = 'tasks-README.md';

/** Files for the host of the repository: laid down only when asked for, with our version in their text. */
const CI_FOLDER = 'ci';
const WORKFLOW = 'orchestrator-review.yml';
const VERSION_MARK = '{{version}}';

/** More than any file that `init` reads to see whether it has to be changed. */
const MAX_BYTES = 1024 * 1024;

/** Lays the built-in template down in one work tree; paths are checked, links are never followed. */
export function createScaffold({ root, templateDir }: SettingsPlace): Scaffold {
  return {
    listFiles: () => listFiles(templateDir),
    listReviewFiles: () => listReviewFiles(templateDir),
    readText(path) {
      requireSafePath(root, path);
      const read = readRegularFile(join(root, path), MAX_BYTES);
      if (read.ok) return read.bytes.toString('utf8');
      if (read.failure === 'missing') return null;
      throw notAFile(path, read.detail);
    },
    writeFile(path, text) {
      requireSafePath(root, path);
      const absolutePath = join(root, path);
      makeFolder(dirname(absolutePath), dirname(path));
      replaceFile(absolutePath, Buffer.from(text, 'utf8'));
    },
    isOwn,
  };
}

function listFiles(templateDir: string): readonly NewFile[] {
  const paths = listPaths(templateDir, '').filter((path) => !path.startsWith(`${CI_FOLDER}/`));
  const files = paths.map((path) => {
    const text = readFileSync(join(templateDir, path), 'utf8');
    if (path === TASKS_README) return { path: '.tasks/README.md', text: seal(`${text}\n<!-- ${SEAL} -->\n`) };
    return { path: `.orchestrator/${path}`, text };
  });
  const schema = `${JSON.stringify({ ...deriveTaskSchema(), $comment: SEAL }, null, 2)}\n`;
  files.push({ path: '.orchestrator/schema/task.schema.json', text: seal(schema) });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The workflow and the plain script start the very version that wrote them. */
function listReviewFiles(templateDir: string): readonly NewFile[] {
  const packageText = readFileSync(join(templateDir, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(packageText) as { version: string };
  return listPaths(templateDir, CI_FOLDER).map((path) => {
    const name = path.slice(CI_FOLDER.length + 1);
    const text = readFileSync(join(templateDir, path), 'utf8').replaceAll(VERSION_MARK, version);
    return { path: name === WORKFLOW ? `.github/workflows/${name}` : `.orchestrator/${path}`, text };
  });
}

function listPaths(templateDir: string, folder: string): readonly string[] {
  return readdirSync(join(templateDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listPaths(templateDir, path) : [path];
  });
}

/** Refuses a path that leaves the work tree, enters git's folder, or passes through a link. */
function requireSafePath(root: string, path: string): void {
  const segments = path.split('/');
  const unsafe = segments.some((segment) => /^(|\.|\.\.|\.git)$/i.test(segment) || /[\\:\0]/.test(segment));
  if (unsafe)
    throw new PlanError('unsafe-path', `${JSON.stringify(path)} is not a path inside the repository.`);

  const folders = segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'));
  for (const folder of folders) {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) continue;
    const kind = stat.isSymbolicLink() ? 'a symbolic link' : 'a file';
    throw new PlanError('unsafe-path', `${path} was not touched: ${folder} is ${kind}, not a folder.`, {
      hints: [`Put a real folder in the place of ${folder}, or move it away.`],
      data: { path, folder },
    });
  }
}

function makeFolder(absolutePath: string, path: string): void {
  try {
    mkdirSync(absolutePath, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const readOnly = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    throw new PlanError(readOnly ? 'read-only' : 'io', `The folder ${path} cannot be made: ${message}.`, {
      cause: error,
      data: { path },
    });
  }
}

function notAFile(path: string, detail: string): PlanError {
  return new PlanError('unsafe-path', `${path} is there but is not a file that can be read: ${detail}.`, {
    hints: [`Move ${path} away, or put a readable regular file in its place.`],
    data: { path },
  });
}
