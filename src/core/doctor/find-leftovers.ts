import type { Condition } from './condition.ts';
import { type Diagnosis, diagnose } from './finding.ts';

/** Where `orc execute --worktree` works: on the task's own branch. */
const TASK_BRANCH = /^task\/(.+)$/;

/** What processes, work trees and people left behind. */
export function findLeftovers({ worktrees, disk, host, claims }: Condition): Diagnosis[] {
  const found: Diagnosis[] = [];
  const { temporaries } = disk;
  if (temporaries.length > 0) {
    const message = `${temporaries.length} temporary ${temporaries.length === 1 ? 'file' : 'files'}, the first ${temporaries[0]}.`;
    const fix = { text: 'Remove them.', repair: { does: 'remove-temporaries' } } as const;
    found.push(diagnose('temporary-files', { subject: temporaries[0] ?? '', message, fix }));
  }
  if (disk.isIndexDamaged) {
    const fix = { text: 'Delete the index.', repair: { does: 'remove-index' } } as const;
    found.push(diagnose('index-damaged', { subject: 'index', fix }));
  }
  for (const claim of claims) {
    if (claim.isForeign || claim.host !== host || !disk.missingFolders.includes(claim.worktree)) continue;
    const message = `${claim.task} is claimed by ${claim.actor} in ${claim.worktree}, which does not exist on this machine.`;
    const way =
      claim.shared === null
        ? {
            fix: {
              text: `Release the claim on ${claim.task}.`,
              repair: { does: 'release-claim', claim } as const,
            },
          }
        : { hint: `Other clones see the claim too: \`orc release ${claim.task}\` tells them.` };
    found.push(diagnose('claim-without-worktree', { subject: claim.task, message, ...way }));
  }
  for (const { path, branch, isMissing, lock } of worktrees) {
    if (!isMissing || lock !== null || taskOfBranch(branch) === null) continue;
    const message = `The work tree ${path} of branch ${branch} does not exist any more.`;
    const fix = {
      text: `Remove git's record of ${path}.`,
      repair: { does: 'remove-worktree', path },
    } as const;
    found.push(diagnose('worktree-gone', { subject: path, message, fix }));
  }
  return found;
}

/** The task whose branch this is; null for any other branch. */
export function taskOfBranch(branch: string | null): string | null {
  return TASK_BRANCH.exec(branch ?? '')?.[1] ?? null;
}
