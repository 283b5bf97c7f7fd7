import type { ClaimsAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export function renderClaims(answer: ClaimsAnswer, style: Style): string {
  const lines = answer.claims.map(({ task, actor, host, worktree, since, expires_at, expired }) => {
    const until = expired ? style.red(`ran out ${expires_at}`) : style.dim(`until ${expires_at}`);
    return `${style.bold(cleanLine(task))}  ${cleanLine(actor)} on ${cleanLine(host)}  ${cleanLine(worktree)}  since ${since}  ${until}`;
  });
  return `${lines.length === 0 ? 'Nobody has claimed a task.' : lines.join('\n')}\n${renderProblems(answer, style)}`;
}
