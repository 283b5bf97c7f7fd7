import { PlanError } from '../errors.ts';
import { runGit } from './run-git.ts';

const OLDEST = { major: 2, minor: 39 };

let checked: Promise<void> | undefined;

/** Makes sure, once per process and only before something is written, that git is 2.39 or newer. Throws `git-too-old` or `git-missing`. */
export function requireGitVersion(root: string): Promise<void> {
  checked ??= checkGitVersion(root).catch((error: unknown) => {
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

async function checkGitVersion(root: string): Promise<void> {
  const { stdout } = await runGit({ root, args: ['version'] });
  checkVersionText(stdout.toString('utf8'));
}
