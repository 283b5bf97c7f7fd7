import type { ListAnswer } from '../../app/answers.ts';
import { DATA_NOTICE } from '../untrusted.ts';
import { joinLines, renderProblems, renderTaskLine } from './lines.ts';

/** One page of the tasks that match. */
export function renderList({ tasks, total, ...report }: ListAnswer, offset: number): string {
  const end = offset + tasks.length;
  const more = end < total ? ` More with offset ${end}.` : '';
  const range = tasks.length === 0 ? 'None' : `${offset + 1} to ${end}`;
  return joinLines(
    `${range} of ${total} matching tasks.${more} ${DATA_NOTICE}`,
    '',
    tasks.map(renderTaskLine),
    renderProblems(report),
  );
}
