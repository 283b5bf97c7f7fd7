import { onTestFinished } from 'vitest';
import type { LintAnswer } from '../../src/app/answers.ts';
import { type LintRequest, lintFiles } from '../../src/app/lint-files.ts';
import type { Ports } from '../../src/app/ports.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository, type TestRepository } from './repository.ts';

export interface LintWorld extends TestRepository {
  readonly ports: Ports;
  lint(request?: LintRequest): Promise<LintAnswer>;
}

/** A real work tree with these files, removed after the test. */
export async function createLintWorld(files: Readonly<Record<string, string>>): Promise<LintWorld> {
  const repository = createRepository({ files, commit: false });
  onTestFinished(repository.cleanup);
  const ports = await openWorkspace({ directory: repository.root, actor: 'ada' });
  return { ...repository, ports, lint: (request) => lintFiles(ports, request) };
}

/** Problems in short: `code path:line:column`, the path below `.tasks/`. */
export function places({ problems }: Pick<LintAnswer, 'problems'>): string[] {
  return problems.map(
    ({ code, path, line, column }) => `${code} ${path.replace(/^\.tasks\//, '')}:${line}:${column}`,
  );
}

/** The codes, each once. */
export function codes({ problems }: Pick<LintAnswer, 'problems'>): string[] {
  return [...new Set(problems.map(({ code }) => code))].sort();
}
