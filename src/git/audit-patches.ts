import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { requireGit } from './run-git.ts';

/** Patches of so many commits are in memory at once. */
const COMMITS_AT_ONCE = 200;

/**
 * Patch-ids by commit: equal for commits that make the same change, whatever they are based on
 * (https://git-scm.com/docs/git-patch-id). A commit that changes nothing has none, and neither has a merge.
 */
export async function readPatchIds(root: string, oids: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const options = ['--root', '--no-renames', '--no-ext-diff', '--no-textconv', '--full-index', '--binary'];
  for (let at = 0; at < oids.length; at += COMMITS_AT_ONCE) {
    const input = oids
      .slice(at, at + COMMITS_AT_ONCE)
      .map((oid) => `${oid}\n`)
      .join('');
    const diff = ['diff-tree', '--stdin', '-p', ...options];
    const patches = await requireGit({ root, args: diff, input, env: HISTORY_AS_IT_IS });
    const lines = await requireGit({ root, args: ['patch-id', '--stable'], input: patches });
    for (const line of lines.toString('latin1').split('\n').filter(Boolean)) {
      const [id = '', oid = ''] = line.split(' ');
      ids.set(oid, id);
    }
  }
  return ids;
}
