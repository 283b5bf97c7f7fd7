import type { MergeAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

const REASONS = {
  fields: 'both sides changed',
  deleted: 'deleted, moved or replaced on one side and changed on the other',
  edited: 'edited since; `git add` it when it is right',
  unreadable: 'not a readable text file',
} as const;

export function renderMerge(answer: MergeAnswer, style: Style): string {
  const lines = [
    ...answer.resolved.map((path) => `${style.green('resolved')}  ${cleanLine(path)}`),
    ...answer.left.map(({ path, reason, fields }) => {
      const what = [REASONS[reason], cleanLine(fields.join(', '))].filter(Boolean).join(' ');
      return `${style.red('left')}      ${cleanLine(path)}: ${what}`;
    }),
  ];
  if (lines.length === 0) lines.push('Nothing under .tasks/ is conflicted.');
  return `${lines.join('\n')}\n\n${answer.next_step}\n${renderProblems(answer, style)}`;
}
