import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlanError } from '../errors.ts';
import { requireStateFolder } from './index-lock.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

const OLDEST = { major: 2, minor: 39 };

let checked: Promise<void> | undefined;

/**
 * Makes sure, once per process and only before something is written, that git is 2.39 or newer. What it said is kept for
 * as long as the program is the same file. Throws `git-too-old` or `git-missing`.
 */
export function requireGitVersion(location: RepositoryLocation): Promise<void> {
  checked ??= checkGitVersion(location).catch((error: unknown) => {
    checked = undefined;
    throw error;
  });
  return checked;
}

/** Throws `git-too-old` unless the text that `git version` prints names 2.39 or newer. */
export function checkVersionText(text: string): void {
  const match = /(\d+)\.(\d+)/.exec(text);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new PlanError('git-too-old', `This is ${text.trim()}; git 2.39 or newer is needed to write.`, {
    data: { found: text.trim() },
  });
}

async function checkGitVersion({ root, commonDir }: RepositoryLocation): Promise<void> {
  const program = describeProgram();
  if (program !== null && readKept(commonDir) === program) return;
  const { stdout } = await runGit({ root, args: ['version'] });
  checkVersionText(stdout.toString('utf8'));
  if (program !== null) keep(commonDir, program);
}

/** The file that `git` is, and how it looks; null where that cannot be told for little. */
function describeProgram(): string | null {
  if (process.platform === 'win32') return null;
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'git'));
  const path = paths.find(isProgram);
  if (path === undefined) return null;
  const { ino, size, mtimeMs, ctimeMs } = statSync(path);
  return JSON.stringify({ path, ino, size, mtimeMs, ctimeMs });
}

function isProgram(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readKept(commonDir: string): string | null {
  try {
    return readFileSync(fileOf(join(commonDir, 'orchestrator')), 'utf8');
  } catch {
    return null; // not asked yet
  }
}

function keep(commonDir: string, program: string): void {
  try {
    writeFileSync(fileOf(requireStateFolder(commonDir)), program);
  } catch {
    // It is asked again the next time.
  }
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'checked-git');
}
