import { PlanError } from '../../errors.ts';
import type { GitPort } from '../ports.ts';

interface Since {
  /** RFC 3339. */
  readonly since: string | null;
  /** A commit; what it contains is left out. */
  readonly after: string | null;
}

const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Reads where the history begins: a date, from its first moment on, or a revision, of which everything is left
 * out. git takes any text for a date, so it is not asked. Throws `usage` and `commit-unknown`.
 */
export async function parseSince(
  git: Pick<GitPort, 'resolveCommits'>,
  text: string | undefined,
): Promise<Since> {
  if (text === undefined) return { since: null, after: null };
  if (!DATE.test(text)) return { since: null, after: (await git.resolveCommits([text]))[0] ?? null };
  const date = new Date(text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T'));
  if (Number.isNaN(date.getTime())) {
    throw new PlanError('usage', `"${text}" is not a date.`, {
      hints: ['Write a date as 2026-03-01, or name a commit, a branch or a tag.'],
    });
  }
  return { since: date.toISOString(), after: null };
}
