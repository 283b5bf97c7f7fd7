/** What must hold after an interruption, whenever it came, and after the command was run once more. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRepository } from '../helpers/repository.ts';
import { runProgram } from './run-program.ts';
import type { Subject } from './subjects.ts';

/** Every file under `.tasks/` by its path, both without what differs from run to run. */
export type PlanFiles = ReadonlyMap<string, string>;

export interface Expectation {
  readonly subject: Subject;
  readonly entry: string;
  readonly before: PlanFiles;
  /** As an uninterrupted run leaves them. */
  readonly after: PlanFiles;
  /** How many commits an uninterrupted run makes. */
  readonly commits: number;
}

/** The plan files of a repository; temporary files are no plan files. */
export function readPlanFiles({ root }: TestRepository): PlanFiles {
  const folder = join(root, '.tasks');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('/.tmp-'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((path) => [dropChance(path.slice(folder.length + 1)), dropChance(readFileSync(path, 'utf8'))]),
  );
}

function dropChance(text: string): string {
  return text
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, '<ulid>')
    .replace(/\b[0-9a-f]{40}\b/g, '<oid>')
    .replace(/\b[0-9a-f]{7,12}\b/g, '<short oid>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/\d{4}-\d\d-\d\d( \d\d:\d\d)?/g, '<date>')
    .replace(/(stock-the-shelves|buy-shelves|fill-them)-[0-9a-hjkmnp-tv-z]{6}\b/g, '$1-<suffix>');
}

/** What is wrong right after the interruption; empty when all is as promised. */
export function inspectInterrupted(repository: TestRepository, expected: Expectation): string[] {
  const { subject, before, after } = expected;
  return [
    ...inspectFiles(readPlanFiles(repository), before, after),
    ...inspectPersonsWork(repository, subject),
    ...inspectHistory(repository, subject),
  ];
}

/** Runs the command once more and says what is wrong then. */
export async function inspectRepeated(repository: TestRepository, expected: Expectation): Promise<string[]> {
  const { subject, entry, after } = expected;
  const complaints: string[] = [];
  const run = async (args: readonly string[], input?: string, allowed = [0]) => {
    const call = { entry, root: repository.root, args, ...(input === undefined ? {} : { input }) };
    const { code, stderr } = await runProgram(call);
    if (!allowed.includes(code))
      complaints.push(`orc ${args[0]} once more exits with ${code}: ${stderr.trim()}`);
  };
  // Others look, and want to change something else, before the one who was interrupted comes back.
  await run(['list']);
  await run(['update', 'no-such-task', '--note', 'Lost.'], undefined, [1]);
  complaints.push(...inspectStaged(repository, subject));
  const isThere = subject.name === 'plan' && readPlanFiles(repository).size === after.size;
  if (!isThere) await run(subject.args, subject.input);
  await run(['sync']);
  const found = [
    ...inspectFiles(readPlanFiles(repository), after, after),
    ...inspectPersonsWork(repository, subject),
    ...inspectHistory(repository, subject),
    ...inspectCommits(repository, expected),
  ];
  // What could not be removed in time is swept by the next change.
  await run(['update', 'hang-the-sign', '--note', 'Back at work.']);
  return [...complaints, ...found, ...inspectLeftovers(repository)];
}

/** All plan files are those before or all those after: one change, one moment. */
function inspectFiles(found: PlanFiles, before: PlanFiles, after: PlanFiles): string[] {
  if (isSame(found, before) || isSame(found, after)) return [];
  const names = [...new Set([...found.keys(), ...after.keys()])].filter((path) => {
    const text = found.get(path);
    return text !== before.get(path) && text !== after.get(path);
  });
  return [`the plan files are neither old nor new: ${names.join(', ') || 'some of each'}`];
}

function isSame(a: PlanFiles, b: PlanFiles): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

function inspectPersonsWork({ git, read }: TestRepository, { start }: Subject): string[] {
  const paths = ['notes.txt', 'src/till.txt'];
  const staged = git('diff', '--cached', '--', ...paths);
  const unstaged = git('diff', '--', ...paths);
  return [
    ...(staged === start.git('diff', '--cached', '--', ...paths)
      ? []
      : [`staged work has changed: ${staged}`]),
    ...(unstaged === start.git('diff', '--', ...paths) ? [] : [`unstaged work has changed: ${unstaged}`]),
    ...(read('idea.txt') === 'untracked\n' ? [] : ['an untracked file has changed']),
  ];
}

/** Nothing of ours is staged, where a person's next commit would take it in. */
function inspectStaged({ git }: TestRepository, { artifacts }: Subject): string[] {
  const staged = git('diff', '--cached', '--name-only', '--no-renames').split('\n');
  const ours = staged.filter((path) => path.startsWith('.tasks/') || artifacts.includes(path));
  return ours.length === 0 ? [] : [`left staged: ${ours.join(', ')}`];
}

function inspectHistory(repository: TestRepository, { start, artifacts }: Subject): string[] {
  const fsck = repository.git('fsck', '--no-dangling', '--no-progress');
  const added = repository
    .git('rev-list', `${start.git('rev-parse', 'HEAD')}..HEAD`)
    .split('\n')
    .filter(Boolean);
  const foreign = added
    .flatMap((commit) => repository.filesOf(commit))
    .filter((path) => !path.startsWith('.tasks/') && !artifacts.includes(path));
  return [
    ...(fsck === '' ? [] : [`git fsck says: ${fsck}`]),
    ...(foreign.length === 0 ? [] : [`a commit holds ${foreign.join(', ')}`]),
  ];
}

function inspectCommits({ git }: TestRepository, { subject, commits }: Expectation): string[] {
  const found = Number(git('rev-list', '--count', `${subject.start.git('rev-parse', 'HEAD')}..HEAD`));
  const uncommitted = git('status', '--porcelain', '--', '.tasks', ...subject.artifacts);
  return [
    ...(found === commits ? [] : [`${found} commits instead of ${commits}`]),
    ...(uncommitted === '' ? [] : [`not committed: ${uncommitted}`]),
  ];
}

/** Nothing is left that could stop the next command or git itself. */
function inspectLeftovers({ root, git }: TestRepository): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const left = names.filter((name) => /\.lock$|\.tmp-|\.break\./.test(name));
  const complaints = left.length === 0 ? [] : [`left behind: ${left.join(', ')}`];
  try {
    git('commit', '--quiet', '--allow-empty', '--message', 'By hand');
  } catch (error) {
    complaints.push(`git cannot commit: ${String(error)}`);
  }
  return complaints;
}
