import type { Problem } from '../../core/problem.ts';
import { createProblem } from '../../core/rules.ts';
import { PlanError } from '../../errors.ts';
import type { Ports } from '../ports.ts';

const SPECIALISTS = '.orchestrator/specialists';

export interface SettingsCheck {
  readonly problems: readonly Problem[];
  /** Names of the roles that have a file, broken ones included; null when their folder cannot be read. */
  readonly specialists: readonly string[] | null;
}

/** Checks configuration, roles and plan templates. */
export async function checkSettings(ports: Pick<Ports, 'settings'>): Promise<SettingsCheck> {
  const problems = await ports.settings.findProblems();
  const isFolderBroken = problems.some(({ path }) => `${SPECIALISTS}/`.startsWith(`${path}/`));
  return {
    problems: [...problems, ...(await checkTemplates(ports))],
    specialists: isFolderBroken ? null : ports.settings.listSpecialistNames(),
  };
}

async function checkTemplates(ports: Pick<Ports, 'settings'>): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const name of ports.settings.listPlanTemplates()) {
    try {
      const found = ports.settings.findPlanTemplate(name);
      if (!found?.path.startsWith('.orchestrator/')) continue; // built in: our own tests check it
      const { parsePlanTemplate } = await import('../../format/plan-template.ts');
      parsePlanTemplate(found.text, found.path);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      problems.push(...describeFailure(error, `.orchestrator/plans/${name}.md`));
    }
  }
  return problems;
}

/** A file that cannot be read brings its problems along; a broken outline has one, with its place if it is known. */
function describeFailure(error: PlanError, path: string): readonly Problem[] {
  if (Array.isArray(error.data.problems)) return error.data.problems;
  const { line, column } = error.cause instanceof PlanError ? error.cause.data : {};
  const place = typeof line === 'number' && typeof column === 'number' ? { line, column } : {};
  return [createProblem('template-invalid', { path, ...place }, error.message, error.hints.join(' '))];
}
