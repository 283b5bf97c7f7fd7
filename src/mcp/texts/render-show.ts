import type { ShowPlanAnswer, ShowTaskAnswer, TaskDocument } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { fenceText } from '../untrusted.ts';
import { joinLines, renderPlanLine, renderProblems, renderSection, renderTaskLine } from './lines.ts';

/** One task or one plan, with its body as data. */
export function renderShow(shown: ShowTaskAnswer | ShowPlanAnswer): string {
  return 'task' in shown ? renderTask(shown) : renderPlan(shown);
}

function renderTask({ task, body, ...report }: ShowTaskAnswer): string {
  return joinLines(
    renderTaskLine(task),
    '',
    renderFacts(task),
    renderProblems(report),
    '',
    fenceText(body, task.path),
  );
}

function renderFacts(task: TaskDocument): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['plan', task.plan],
    ['path', task.path],
    ['complexity', task.complexity],
    ['effort', task.effort],
    ['depends on', task.depends_on.join(', ')],
    ['dependents', task.dependents.join(', ')],
    ['commits', task.commits.join(', ')],
    ['artifacts', task.artifacts.map(({ path }) => path).join(', ')],
    ['revision', task.revision],
  ];
  return facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => cleanLine(`${name}: ${value}`));
}

function renderPlan({ plan, tasks, body, ...report }: ShowPlanAnswer): string {
  return joinLines(
    renderPlanLine(plan),
    renderSection('Tasks', tasks.map(renderTaskLine)),
    renderProblems(report),
    '',
    fenceText(body, `.tasks/${plan.id}/plan.md`),
  );
}
