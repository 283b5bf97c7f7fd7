import type { ClaimDocument, ClaimsAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export function renderClaims(answer: ClaimsAnswer, style: Style): string {
  const lines = answer.claims.map((claim) => renderClaim(claim, style));
  const ended = answer.unpublished.map(({ task, shared, worktree }) =>
    shared === null
      ? `${style.bold(cleanLine(task))}  is over in ${cleanLine(worktree)}, and not merged everywhere`
      : `${style.bold(cleanLine(task))}  is over here, and still claimed at ${cleanLine(shared.remote)}: \`orc sync --push\``,
  );
  const all = [...(lines.length === 0 ? ['Nobody has claimed a task.'] : lines), ...ended];
  return `${all.join('\n')}\n${renderProblems(answer, style)}`;
}

function renderClaim(claim: ClaimDocument, style: Style): string {
  const { task, actor, host, worktree, since, expires_at, expired, shared } = claim;
  const until = expired ? style.red(`ran out ${expires_at}`) : style.dim(`until ${expires_at}`);
  const scope = shared === null ? '' : `  shared through ${cleanLine(shared.remote)}`;
  return `${style.bold(cleanLine(task))}  ${cleanLine(actor)} on ${cleanLine(host)}  ${cleanLine(worktree)}  since ${since}  ${until}${scope}`;
}
