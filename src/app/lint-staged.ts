import type { LintAnswer } from './answers.ts';
import { findProblems } from './lint/find-problems.ts';
import type { PlanTexts, Ports } from './ports.ts';

/**
 * Checks the plan and task files that the next commit adds or changes, as they are staged and among those that are.
 * Null when there are none.
 */
export async function lintStaged(
  ports: Ports,
): Promise<{ readonly answer: LintAnswer; readonly files: PlanTexts } | null> {
  const { files, changed } = await ports.hooks.openStaged();
  if (changed.length === 0) return null;
  const paths = new Set(changed);
  const scope = { isAll: false, includes: (path: string) => paths.has(path) };
  const { problems, checked } = await findProblems({ files, settings: ports.settings }, scope);
  const answer = {
    kind: 'lint' as const,
    problem_count: problems.length,
    error_count: problems.filter(({ severity }) => severity === 'error').length,
    checked,
    fixed: [],
    problems,
  };
  return { answer, files };
}
