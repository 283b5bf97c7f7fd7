import { findFindings } from '../../core/lint/find-findings.ts';
import { createLintSubject } from '../../core/lint/lint-subject.ts';
import { compareProblems, type Problem } from '../../core/problem.ts';
import type { TaskTable } from '../../core/task-table.ts';
import type { PlanTexts, Ports } from '../ports.ts';
import { checkSettings } from './check-settings.ts';
import { locateFindings } from './locate-findings.ts';
import type { Scope } from './scope.ts';

/** What is checked may be what is staged, so all that matters is where texts come from. */
export interface LintPorts extends Pick<Ports, 'settings'> {
  readonly files: PlanTexts;
}

type Where = Pick<Scope, 'includes' | 'isAll'>;

export interface LintResult {
  readonly problems: readonly Problem[];
  /** How many plan and task files there are in the scope. */
  readonly checked: number;
}

/** Checks files, settings, and all that shows only between them. The graph is read whole, whatever the scope. */
export async function findProblems(ports: LintPorts, scope: Where): Promise<LintResult> {
  const table = await ports.files.scan();
  const settings = await checkSettings(ports);
  const findings = findFindings(createLintSubject(table, settings.specialists));
  const inScope = findings.filter(({ path }) => scope.includes(path));
  const problems = [...table.problems, ...settings.problems].filter(({ path }) => scope.includes(path));
  return {
    problems: [...problems, ...locateFindings(ports, inScope)].sort(compareProblems),
    checked: countFiles(table, scope),
  };
}

/** No path is spelt out when all of them count. */
function countFiles({ graph, pathAt, plans, unreadable }: TaskTable, { isAll, includes }: Where): number {
  const planFiles = [...plans, ...unreadable.filter(({ kind }) => kind === 'plan')];
  if (isAll) return graph.size + planFiles.length;
  const tasks = Array.from({ length: graph.size }, (_, node) => pathAt(node));
  return [...tasks, ...planFiles.map(({ path }) => path)].filter((path) => includes(path)).length;
}
