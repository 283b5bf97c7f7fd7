import type { PlanAnswer, PlannedTask } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderCommitLine } from './commit-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

/** The hierarchy: the plan, then its tasks with what they wait for. */
export function renderPlan(plan: PlanAnswer, style: Style): string {
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]));
  const lines = [
    `${style.bold(plan.plan_id)}  ${cleanLine(plan.title)}`,
    ...plan.tasks.map((task, index) => {
      const branch = index === plan.tasks.length - 1 ? '└─' : '├─';
      return `${branch} ${style.bold(task.id)}  ${cleanLine(task.title)}  ${style.dim(facts(task, titles))}`;
    }),
    plan.dry_run ? style.yellow('dry run: nothing was written') : renderCommitLine(plan, style),
  ];
  return `${lines.join('\n')}\n${renderProblems(plan, style)}`;
}

function facts({ specialist, depends_on }: PlannedTask, titles: ReadonlyMap<string, string>): string {
  if (depends_on.length === 0) return specialist;
  return `${specialist} · after ${depends_on.map((id) => cleanLine(titles.get(id) ?? id)).join(', ')}`;
}
