/**
 * The repository's `.orchestrator/` over the built-in template. Nothing is kept between calls: an edited
 * role or setting holds from the next call on, also in a long-lived process.
 */
import type { Config, Settings, Specialist } from '../app/ports.ts';
import { compareProblems, type Problem } from '../core/problem.ts';
import { type ErrorCode, PlanError } from '../errors.ts';
import { DEFAULT_CONFIG, type ParsedConfig, parseConfig } from '../format/parse-config.ts';
import {
  listSettingsNames,
  readSettingsFile,
  type SettingsFolder,
  settingsProblem,
} from './settings-file.ts';
import type { ParsedSpecialist } from './settings-specialist.ts';

export interface SettingsPlace {
  /** Absolute path of the root of the work tree. */
  readonly root: string;
  /** Absolute path of the built-in `.orchestrator-template/`. */
  readonly templateDir: string;
}

/** Names of roles and templates; nothing else ever becomes part of a path. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Settings of one work tree. A file that is there and cannot be used throws when it is asked for. */
export function createSettings(place: SettingsPlace): Settings {
  return {
    readConfig: () => requireConfig(place),
    findSpecialist: async (name) => requireSpecialist(await readSpecialist(place, name)),
    listSpecialists: async () => (await listSpecialists(place)).specialists,
    listSpecialistNames: () => listNames(place, 'specialists').filter((name) => NAME.test(name)),
    findPlanTemplate: (name) => findPlanTemplate(place, name),
    listPlanTemplates: () => listNames(place, 'plans').filter((name) => NAME.test(name)),
    findProblems: () => findProblems(place),
  };
}

function requireConfig(place: SettingsPlace): Config {
  const { config, problems } = readConfig(place);
  if (problems.length > 0) throw settingsError('config-invalid', problems);
  return config;
}

function readConfig({ root }: SettingsPlace): ParsedConfig {
  const folder = { base: root, path: '.orchestrator' };
  const read = readSettingsFile(folder, 'config.yaml');
  if (read.kind === 'missing') return { config: DEFAULT_CONFIG, problems: [] };
  if (read.kind === 'problem') return { config: DEFAULT_CONFIG, problems: [read.problem] };
  return parseConfig(read.text, `${folder.path}/config.yaml`);
}

function requireSpecialist(parsed: ParsedSpecialist | null): Specialist | null {
  if (parsed !== null && 'problem' in parsed) throw settingsError('config-invalid', [parsed.problem]);
  return parsed?.specialist ?? null;
}

/** The parser of roles is loaded with the first role: most commands need none. */
async function readSpecialist(place: SettingsPlace, name: string): Promise<ParsedSpecialist | null> {
  if (!NAME.test(name)) return null;
  for (const folder of foldersOf(place, 'specialists')) {
    const read = readSettingsFile(folder, `${name}.md`);
    if (read.kind === 'problem') return read;
    if (read.kind === 'missing') continue;
    const builtIn = folder.base === place.templateDir;
    const { parseSpecialist } = await import('./settings-specialist.ts');
    return parseSpecialist({ name, text: read.text, path: `${folder.path}/${name}.md`, builtIn });
  }
  return null;
}

interface SpecialistList {
  /** By name. A broken role is left out, and never replaced by the built-in one; no role when the folder is broken. */
  readonly specialists: readonly Specialist[];
  readonly problems: readonly Problem[];
}

async function listSpecialists(
  place: SettingsPlace,
  names: readonly string[] = listNames(place, 'specialists'),
): Promise<SpecialistList> {
  const specialists: Specialist[] = [];
  const problems: Problem[] = [...listSettingsNames(ownFolder(place, 'specialists')).problems];
  if (problems.length > 0) return { specialists, problems };
  for (const name of names) {
    const parsed = NAME.test(name) ? await readSpecialist(place, name) : { problem: badName(name) };
    if (parsed === null) continue;
    if ('problem' in parsed) problems.push(parsed.problem);
    else specialists.push(parsed.specialist);
  }
  return { specialists, problems };
}

async function findProblems(place: SettingsPlace): Promise<readonly Problem[]> {
  // The built-in roles are ours to check, not the user's.
  const own = listSettingsNames(ownFolder(place, 'specialists')).names;
  const problems = [...readConfig(place).problems, ...(await listSpecialists(place, own)).problems];
  const byPlace = new Map(
    problems.map((problem) => [`${problem.path}:${problem.line}:${problem.column}`, problem]),
  );
  return [...byPlace.values()].sort(compareProblems);
}

function badName(name: string): Problem {
  return settingsProblem({
    path: `.orchestrator/specialists/${name}.md`,
    message: 'the file name cannot be a role’s name.',
    hint: 'Use lower-case letters and digits, words joined by `-`.',
  });
}

function findPlanTemplate(place: SettingsPlace, name: string): { text: string; path: string } | null {
  if (!NAME.test(name)) return null;
  for (const folder of foldersOf(place, 'plans')) {
    const read = readSettingsFile(folder, `${name}.md`);
    if (read.kind === 'problem') throw settingsError('template-invalid', [read.problem]);
    if (read.kind === 'text') return { text: read.text, path: `${folder.path}/${name}.md` };
  }
  return null;
}

function listNames(place: SettingsPlace, part: string): readonly string[] {
  const names = foldersOf(place, part).flatMap((folder) => listSettingsNames(folder).names);
  return [...new Set(names)].sort();
}

/** The repository's folder first: what lies there wins. */
function foldersOf(place: SettingsPlace, part: string): readonly SettingsFolder[] {
  return [ownFolder(place, part), { base: place.templateDir, path: part }];
}

function ownFolder({ root }: SettingsPlace, part: string): SettingsFolder {
  return { base: root, path: `.orchestrator/${part}` };
}

function settingsError(code: ErrorCode, problems: readonly Problem[]): PlanError {
  const lines = problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  return new PlanError(code, lines.join('\n'), {
    hints: [...new Set(problems.map((problem) => problem.hint))],
    data: { problems },
  });
}
