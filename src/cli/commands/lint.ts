import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import type { LintAnswer } from '../../app/answers.ts';
import type { Ports } from '../../app/ports.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { parseChoice } from '../parse-choice.ts';
import { print } from '../print.ts';

const FORMATS = ['pretty', 'json', 'github', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

interface LintOptions {
  readonly fix?: boolean;
  readonly format: Format;
}

export function registerLint(program: Command, edge: Edge): void {
  program
    .command('lint [paths...]')
    .description('Problems of plans, tasks and settings with their places; exit 1 when one is an error')
    .option('--fix', 'correct first what can be corrected safely; commits nothing')
    .option(
      '--format <format>',
      `${FORMATS.join(', ')}`,
      (text) => parseChoice(text, FORMATS, 'format'),
      'pretty',
    )
    .action((paths: readonly string[], options: LintOptions) => lint(edge, paths, options));
}

async function lint(edge: Edge, paths: readonly string[], { fix, format }: LintOptions): Promise<void> {
  const { C, json, quiet } = edge.globals();
  const ports = await edge.open();
  const { lintFiles } = await import('../../app/lint-files.ts');
  const answer = await lintFiles(ports, { paths: relativeToRoot(ports.root, C ?? '.', paths), fix });
  if (answer.error_count > 0) process.exitCode = EXIT_CODES.refused;
  const isSilent = quiet === true && format === 'pretty' && answer.problem_count === 0;
  if (json || !isSilent) print(await render(edge, ports, answer, json ? 'json' : format));
}

/** People and hooks name files from where they stand; links on the way there are resolved. */
function relativeToRoot(root: string, directory: string, paths: readonly string[]): string[] {
  const from = realpathSync(directory);
  return paths.map((path) => relative(realpathSync(root), resolve(from, path)).split(sep).join('/') || '.');
}

/** Each format is loaded when it is asked for. */
async function render(edge: Edge, ports: Ports, answer: LintAnswer, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schema: 1, ...answer })}\n`;
    case 'github':
      return (await import('../render/lint-github.ts')).renderLintForGithub(answer);
    case 'sarif':
      return (await import('../render/lint-sarif.ts')).renderLintAsSarif(answer);
    case 'pretty': {
      const { renderLint } = await import('../render/lint.ts');
      return renderLint(answer, edge.style(), createLineReader(ports));
    }
  }
}

/** Reads lines of files; problems come in the order of their files, so that the last one is kept. */
function createLineReader({ files }: Ports): (path: string, line: number) => string | null {
  let last: { path: string; lines: readonly string[] } | null = null;
  return (path, line) => {
    if (last?.path !== path) last = { path, lines: readLines(path) };
    return last.lines[line - 1] ?? null;
  };
  function readLines(path: string): readonly string[] {
    try {
      return files.read(path).text.split(/\r?\n/);
    } catch {
      return []; // it is missing, or it cannot be read: the problem says so
    }
  }
}
