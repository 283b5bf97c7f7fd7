import type { Repair } from '../../core/doctor/finding.ts';
import { PlanError } from '../../errors.ts';
import type { Examination, ExaminingPorts } from '../ports.ts';
import { syncFiles } from '../sync-files.ts';

/**
 * Does one repair. Each looks again at what it removes, and leaves it when it is another one by now; then
 * it is false. Throws what the parts throw.
 */
export async function repair(
  ports: ExaminingPorts,
  examination: Examination,
  wanted: Repair,
): Promise<boolean> {
  switch (wanted.does) {
    case 'break-lock':
      return examination.breakLock(wanted.lock);
    case 'recover':
      await ports.exclusively(async () => undefined);
      return true;
    case 'remove-temporaries':
      return examination.removeTemporaries() > 0;
    case 'remove-index':
      examination.removeIndex();
      return true;
    case 'sync':
      return (await syncFiles(ports)).commits.length > 0;
    case 'release-claim':
      return ports.git.deleteClaim(wanted.claim);
    case 'remove-worktree':
      return removeWorktree(ports, wanted.path);
  }
}

/** Only the record of a work tree whose folder is still gone. */
async function removeWorktree(ports: ExaminingPorts, path: string): Promise<boolean> {
  const worktrees = await ports.openWorktrees();
  const entry = (await worktrees.list()).find((candidate) => candidate.path === path);
  if (entry?.isMissing !== true) return false;
  const kept = await worktrees.remove(entry);
  if (kept === null) return true;
  throw new PlanError('worktree-refused', `The record of ${path} stays: ${kept}.`);
}
