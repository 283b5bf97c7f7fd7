/**
 * What the story in `demo.ts` is told with: a throw-away repository, commands that are really run in it and
 * printed with their real output, and a stop with exit 1 when one of them does not do what the story says.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
/** The program of this clone; a test names the one that it has installed. */
const ORC = process.argv[2] ?? join(HERE, '..', 'bin', 'orc.cjs');
const WIDTH = 100;

interface Expectation {
  /** Exit code that the story needs; 0 unless given. */
  readonly exit?: number;
  /** Text that the output has to contain. */
  readonly contains?: string;
  /** How many lines of the output are printed; all unless given. */
  readonly lines?: number;
  /** Only lines that match are printed. */
  readonly only?: RegExp;
}

export interface Stage {
  /** Absolute path of the repository. */
  readonly root: string;
  chapter(title: string): void;
  /** Prints what the people of the story think. */
  say(text: string): void;
  /** Runs the built program. Returns what it printed. */
  orc(args: readonly string[], expected?: Expectation): string;
  run(command: 'git' | 'node' | 'npm', args: readonly string[], expected?: Expectation): string;
  /** Does the work of an agent: puts files of `demo/application` into the repository. */
  write(...paths: readonly string[]): void;
  /** Puts one file from elsewhere in `demo/` there. */
  writeFrom(source: string, path: string): void;
  /** The whole id of a task, by the beginning of its file's name. */
  requireId(slug: string): string;
}

/** Creates an empty folder for the repository, with the plan beside it. */
export function createStage(): Stage {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-demo-')));
  const root = join(folder, 'web-application');
  mkdirSync(root);
  copyFileSync(join(HERE, 'plan.json'), join(folder, 'plan.json'));
  const perform = (shown: string, program: string, args: readonly string[], expected: Expectation = {}) => {
    const { status, output } = execute(root, program, args);
    show(shown, output, status, expected);
    requireExpected(shown, output, status, expected);
    return output;
  };
  const writeFrom = (source: string, path: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(HERE, source), join(root, path));
    const lineCount = readFileSync(join(root, path), 'utf8').split('\n').length - 1;
    print(`  writes ${path} (${lineCount} lines)`);
  };
  return {
    root,
    chapter: (title) => print(`\n\n── ${title} ${'─'.repeat(Math.max(3, WIDTH - title.length - 4))}`),
    say: (text) => print(`\n${text}`),
    orc: (args, expected) => perform(formatCommand('orc', args), process.execPath, [ORC, ...args], expected),
    run: (command, args, expected) => perform(formatCommand(command, args), command, args, expected),
    write: (...paths) => {
      for (const path of paths) writeFrom(join('application', path), path);
    },
    writeFrom,
    requireId: (slug) => requireId(root, slug),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function execute(root: string, program: string, args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    env: isolate(process.env),
    encoding: 'utf8',
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  return { status: status ?? 255, output: `${stdout}${stderr}`.trimEnd() };
}

/** Nothing of the user's own git, agent or test run reaches the story. */
function isolate(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(GIT_|ORCHESTRATOR_|NODE_TEST|FORCE_COLOR)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_PAGER: '',
    NO_COLOR: '1',
    LC_ALL: 'C',
  };
}

/** A command as one would type it, broken before an option where it is long. */
function formatCommand(program: string, args: readonly string[]): string {
  const lines = [program];
  for (const [place, word] of args.entries()) {
    const quoted = quote(word);
    const last = lines.at(-1) ?? '';
    const isOption = word.startsWith('--') && place > 0;
    const length = last.length + quoted.length + (isOption ? (args[place + 1] ?? '').length + 1 : 0);
    if (isOption && length > WIDTH) lines.push(`    ${quoted}`);
    else lines[lines.length - 1] = `${last} ${quoted}`;
  }
  return lines.join(' \\\n');
}

/** In single quotes where a shell needs them, from the value on: `--grep='^Task: …$'`. */
function quote(word: string): string {
  const [, option = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(word) ?? [];
  return /^[\w@%+=:,./-]+$/.test(value) ? word : `${option}'${value.replaceAll("'", "'\\''")}'`;
}

function show(command: string, output: string, status: number, { lines, only }: Expectation): void {
  print(`\n$ ${command}`);
  const all = output === '' ? [] : output.split('\n').filter((line) => only?.test(line) ?? true);
  const shown = all.slice(0, lines);
  for (const line of shown) print(line);
  if (shown.length < all.length) print(`… ${all.length - shown.length} more lines`);
  if (status !== 0) print(`(exit code ${status})`);
}

function requireExpected(command: string, output: string, status: number, expected: Expectation): void {
  const { exit = 0, contains = '' } = expected;
  if (status !== exit)
    throw new Error(`expected exit code ${exit}, got ${status}, from: ${command}\n${output}`);
  if (!output.includes(contains))
    throw new Error(`expected "${contains}" in the output of: ${command}\n${output}`);
}

function requireId(root: string, slug: string): string {
  const files = readdirSync(join(root, '.tasks'), { recursive: true, encoding: 'utf8' });
  const name = files
    .map((path) => path.split(/[\\/]/).at(-1) ?? '')
    .find((file) => file.startsWith(`${slug}-`));
  if (name === undefined) throw new Error(`there is no task ${slug}`);
  return name.replace(/\.md$/, '');
}
