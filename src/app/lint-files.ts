import type { LintAnswer } from './answers.ts';
import { findProblems } from './lint/find-problems.ts';
import { fixFiles } from './lint/fix-files.ts';
import { createScope } from './lint/scope.ts';
import type { Ports } from './ports.ts';

export interface LintRequest {
  /** Files and folders to report on, relative to the root; everything when there are none. */
  readonly paths?: readonly string[];
  /** Repairs first what can be repaired safely; commits nothing. */
  readonly fix?: boolean | undefined;
}

/** Checks plans, tasks and settings. Throws `usage` for a path that does not exist. */
export async function lintFiles(ports: Ports, { paths = [], fix }: LintRequest = {}): Promise<LintAnswer> {
  const scope = createScope(ports, paths);
  const fixed = fix === true ? await ports.exclusively(() => fixFiles(ports, scope)) : [];
  const { problems, checked } = await findProblems(ports, scope);
  return {
    kind: 'lint',
    problem_count: problems.length,
    error_count: problems.filter(({ severity }) => severity === 'error').length,
    checked,
    fixed,
    problems,
  };
}
