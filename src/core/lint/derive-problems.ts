import { compareProblems, type Problem } from '../problem.ts';
import { createProblem } from '../rules.ts';

interface Places {
  /** Of every file and folder by itself. */
  readonly own: Iterable<Problem>;
  /** Every task file, readable or not. */
  readonly tasks: Iterable<{ readonly id: string; readonly planId: string; readonly path: string }>;
  /** Ids of the plans that have a `plan.md`, readable or not. */
  readonly plansWithFile: ReadonlySet<string>;
}

/** All problems in order: those of the single files, ids claimed twice, and folders without a plan. */
export function deriveProblems({ own, tasks, plansWithFile }: Places): Problem[] {
  const problems = [...own];
  const firstPath = new Map<string, string>();
  const repeated = new Map<string, string[]>();
  const withoutPlan = new Set<string>();
  for (const { id, planId, path } of tasks) {
    const first = firstPath.get(id);
    if (first === undefined) firstPath.set(id, path);
    else repeated.set(id, [...(repeated.get(id) ?? [first]), path]);
    if (planId !== '' && !plansWithFile.has(planId)) withoutPlan.add(planId);
  }
  for (const [id, paths] of repeated) {
    for (const path of paths) {
      const others = paths.filter((other) => other !== path).join(', ');
      problems.push(createProblem('duplicate-id', { path }, `The id ${id} is also claimed by ${others}.`));
    }
  }
  for (const planId of withoutPlan) {
    problems.push(createProblem('plan-missing', { path: `.tasks/${planId}/plan.md` }));
  }
  return problems.sort(compareProblems);
}
