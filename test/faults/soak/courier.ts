import { runProgram } from '../run-program.ts';
import type { Ledger } from './ledger.ts';
import { runGit } from './run-git.ts';
import type { Place, World } from './world.ts';

/** Brings what other places have made into a place, and what it has made to them, as people do with git. */
export function createCourier(world: World, ledger: Ledger) {
  const merge = async (place: Place, ...args: string[]): Promise<boolean> => {
    const failed = await attempt(runGit(place.root, ...args));
    if (failed === null) return true;
    if (!(await isMerging(place))) {
      ledger.count(`merge: refused by git`);
      return false;
    }
    return resolve(place);
  };

  /** Has the plans' conflicts resolved; one that is left ends the merge as if it had not begun. */
  const resolve = async (place: Place): Promise<boolean> => {
    const { code, stderr } = await runProgram({ ...world, root: place.root, args: ['merge', '--continue'] });
    ledger.count(`merge --continue: exit ${code}`);
    if (code > 3) ledger.complaints.push(`${place.name}: orc merge --continue exits with ${code}: ${stderr}`);
    if ((await attempt(runGit(place.root, 'diff', '--check', '--cached'))) !== null) {
      ledger.complaints.push(`${place.name}: conflict markers are staged`);
    }
    if (
      (await isMerging(place)) &&
      (await attempt(runGit(place.root, 'commit', '--quiet', '--no-edit'))) !== null
    ) {
      await runGit(place.root, 'merge', '--abort');
      ledger.count('merge: given up');
      return false;
    }
    return true;
  };

  return {
    /** False when it could not be done now. */
    async exchange(place: Place): Promise<boolean> {
      const [home] = world.places;
      if (place.branch !== 'main') return merge(place, 'merge', '--quiet', '--no-edit', 'main');
      if (!(await merge(place, 'pull', '--quiet', '--no-edit', 'origin', 'main'))) return false;
      if (place === home) {
        for (const { branch } of world.places) {
          if (branch !== 'main' && !(await merge(place, 'merge', '--quiet', '--no-edit', branch)))
            return false;
        }
      }
      const isPushed = (await attempt(runGit(place.root, 'push', '--quiet', 'origin', 'main'))) === null;
      ledger.count(`push: ${isPushed ? 'done' : 'lost the race'}`);
      return isPushed;
    },
  };
}

async function isMerging({ root }: Place): Promise<boolean> {
  return (await attempt(runGit(root, 'rev-parse', '--verify', '--quiet', 'MERGE_HEAD'))) === null;
}

/** What went wrong; null when nothing did. */
function attempt(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error) => error,
  );
}
