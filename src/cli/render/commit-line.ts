import type { CommitReport } from '../../app/answers.ts';
import type { Style } from './style.ts';

/** How the change ended in git. */
export function renderCommitLine({ commit, not_committed }: CommitReport, style: Style): string {
  if (commit !== null) return `commit ${commit.slice(0, 12)}`;
  return not_committed === null ? '' : style.yellow(not_committed);
}
