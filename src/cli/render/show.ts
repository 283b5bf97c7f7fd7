import type { ShowPlanAnswer, ShowTaskAnswer, TaskDocument } from '../../app/answers.ts';
import { cleanLine, cleanText } from '../../core/clean-text.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderBlockers, renderTaskLine } from './task-line.ts';

export function renderShow(answer: ShowTaskAnswer | ShowPlanAnswer, style: Style): string {
  const head =
    'task' in answer
      ? [renderTaskLine(answer.task, style), ...renderFacts(answer.task, style)]
      : [
          renderPlanLine(answer.plan, style),
          ...answer.tasks.map((task) => `  ${renderTaskLine(task, style)}`),
        ];
  return `${head.join('\n')}\n\n${cleanText(answer.body).trim()}\n${renderProblems(answer, style)}`;
}

function renderFacts(task: TaskDocument, style: Style): string[] {
  const facts: [string, string][] = [
    ['file', task.path],
    ['depends on', task.depends_on.join(', ')],
    ['blocked by', renderBlockers(task)],
    ['needed by', task.dependents.join(', ')],
    ['effort', [task.effort ?? '', task.complexity ?? ''].filter(Boolean).join(', ')],
    ['commits', task.commits.map((oid) => oid.slice(0, 12)).join(', ')],
    ['artifacts', task.artifacts.map(({ path }) => path).join(', ')],
    ['completion', task.completion ?? ''],
    ['revision', task.revision ?? ''],
  ];
  return facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `  ${style.dim(name.padEnd(10))}  ${cleanLine(value)}`);
}
