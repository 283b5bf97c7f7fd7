import type { InitAnswer } from '../../app/answers.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export function renderInit(answer: InitAnswer, style: Style): string {
  const { created, kept, removed, notes, dry_run } = answer;
  const lines = [
    ...created.map((path) => `${style.green(dry_run ? 'would write' : 'wrote')}  ${path}`),
    ...kept.map((path) => `${style.dim('kept')}   ${path}`),
    ...removed.map((path) => `${style.green(dry_run ? 'would remove' : 'removed')}  ${path}`),
    ...notes.map((note) => `${style.bold('note')}   ${note}`),
    ...(created.length + kept.length + removed.length === 0 ? ['There is nothing to do.'] : []),
  ];
  const next = 'Look at what is new with `git status`, commit it, then make a plan with `orc plan`.';
  return `${lines.join('\n')}\n${created.length > 0 && !dry_run ? `${next}\n` : ''}${renderProblems(answer, style)}`;
}
