/**
 * What the git hooks of `orc init --hooks` start. A failure of ours never stops a commit: it is one line on stderr
 * and exit code 0. What stops one is the word `refuse` on stdout, for an exit code could come from anything.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { PlanTexts } from '../../app/ports.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { PlanError } from '../../errors.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { print } from '../print.ts';

/** Longer than any check takes; a commit must not wait for us for ever. */
const DEADLINE_MS = 20_000;

const HOOKS: Readonly<Record<string, (edge: Edge, args: readonly string[]) => Promise<void>>> = {
  'pre-commit': checkStaged,
  'prepare-commit-msg': addTaskLines,
};

export function registerHook(program: Command, edge: Edge): void {
  program
    .command('hook <name> [args...]', { hidden: true })
    .description('What the git hooks of `orc init --hooks` start')
    .action((name: string, args: readonly string[]) => runHook(edge, name, args));
}

async function runHook(edge: Edge, name: string, args: readonly string[]): Promise<void> {
  const hook = HOOKS[name];
  if (hook === undefined) {
    throw new PlanError('usage', `There is no hook "${name}"; there are ${Object.keys(HOOKS).join(', ')}.`);
  }
  const deadline = setTimeout(() => {
    warn(`the ${name} hook took longer than ${DEADLINE_MS / 1000} s; the commit goes on`);
    process.exit(0);
  }, DEADLINE_MS);
  try {
    await hook(edge, args);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    warn(`the ${name} hook did nothing, and the commit goes on: ${said}`);
  } finally {
    clearTimeout(deadline);
  }
}

async function checkStaged(edge: Edge): Promise<void> {
  const { lintStaged } = await import('../../app/lint-staged.ts');
  const result = await lintStaged(await edge.open());
  if (result === null || result.answer.problem_count === 0) return;
  const { renderLint } = await import('../render/lint.ts');
  process.stderr.write(renderLint(result.answer, edge.style(), createLineReader(result.files)));
  if (result.answer.error_count === 0) return;
  warn('the commit was stopped; correct the errors and stage the files, or commit with `--no-verify`');
  print('refuse\n');
  process.exitCode = EXIT_CODES.refused;
}

async function addTaskLines(edge: Edge, [file, source = '']: readonly string[]): Promise<void> {
  if (file === undefined) throw new PlanError('usage', 'The file with the message is missing.');
  // Byte for byte: a message may be in any encoding.
  const before = readFileSync(file, 'latin1');
  const { prepareMessage } = await import('../../app/prepare-message.ts');
  // git says with this editor that there will be none.
  const isEdited = process.env.GIT_EDITOR !== ':';
  const { text, note } = await prepareMessage(await edge.open(), { text: before, source, isEdited });
  if (note !== null) warn(note);
  if (text === before) return;
  const temporary = `${file}.orc-${process.pid}`;
  writeFileSync(temporary, text, { encoding: 'latin1', flag: 'wx' });
  renameSync(temporary, file);
}

function createLineReader(files: PlanTexts): (path: string, line: number) => string | null {
  return (path, line) => {
    try {
      return files.read(path).text.split(/\r?\n/)[line - 1] ?? null;
    } catch {
      return null; // the problem says what is wrong with the file
    }
  };
}

function warn(text: string): void {
  process.stderr.write(`git-orchestrator: ${cleanLine(text)}\n`);
}
