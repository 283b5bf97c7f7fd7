/** Finds the hooks and the merge driver that `orc init` installs, and whether the program that they start is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { InstalledPart } from '../core/doctor/condition.ts';

/** What a hook of ours holds somewhere in its text. */
const MARKER = 'git-orchestrator';
const PROGRAM = /[\\/](?:node|orc|orc\.cjs|orchestrator|git-orc)(?:\.exe)?$/;
/** As a command, not in a comment. */
const BY_NAME = /command -v orc\b|^\s*(?:orc|orchestrator|git-orc) /m;
const NAMES = ['orc', 'orchestrator', 'git-orc'];

/** Hooks with our marker in a folder, and the driver of the setting `merge.orchestrator.driver`. */
export function findInstalledParts(hooksFolder: string | null, driver: string | undefined): InstalledPart[] {
  const hooks = hooksFolder === null ? [] : listHooks(hooksFolder);
  return [
    ...hooks.map(({ name, text }) => ({ name: `the hook ${name}`, missing: findMissing(text) })),
    ...(driver === undefined ? [] : [{ name: 'merge.orchestrator.driver', missing: findMissing(driver) }]),
  ];
}

function listHooks(folder: string): { name: string; text: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.includes('.'))
    .map((name) => ({ name, text: readHook(join(folder, name)) }))
    .filter(({ text }) => text.includes(MARKER));
}

function readHook(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a folder, or not for this user: then it is none that git could run
  }
}

/** The first program named by an absolute path that does not exist; where `orc` is asked for by name, PATH decides. */
function findMissing(text: string): string | null {
  const words = [...text.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"\\;|&=]+)/g)].map((match) =>
    match.slice(1).join(''),
  );
  const programs = words.filter((word) => isAbsolute(word) && PROGRAM.test(word));
  const missing = programs.find((path) => !existsSync(path));
  if (BY_NAME.test(text))
    return isOnPath() || (programs.length > 0 && missing === undefined) ? null : (missing ?? '`orc`');
  return missing ?? null;
}

function isOnPath(): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => NAMES.some((name) => existsSync(join(folder, name))));
}
