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
      ledger.count(
        `merge: refused, ${/overwritten|not possible|index\.lock|HEAD/.exec(String(failed))?.[0] ?? failed}`,
      );
      return false;
    }
    return resolve(place, failed);
  };

  /** What agents do at once merges without a person; a conflict that is left is a complaint. */
  const resolve = async (place: Place, said: unknown): Promise<boolean> => {
    const { code, stdout, stderr } = await runProgram({
      ...world,
      root: place.root,
      args: ['merge', '--continue', '--json'],
    });
    ledger.count(`merge --continue: exit ${code}`);
    if (stderr.includes('merge-not-made') || /cannot lock ref 'HEAD'/.test(String(said))) {
      await runGit(place.root, 'merge', '--abort');
      ledger.count('merge: begun again, for git had met a lock');
      return false;
    }
    const failed =
      (await isMerging(place)) && (await attempt(runGit(place.root, 'commit', '--quiet', '--no-edit')));
    if (!failed) return true;
    ledger.complaints.push(`${place.name}: a merge is stuck: ${stdout}${stderr}${failed}`);
    return false;
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
      const args = ['sync', '--push', 'origin'];
      const { code, stderr } = await runProgram({ ...world, root: place.root, args });
      const isPushed = code === 0;
      ledger.count(`push: ${isPushed ? 'done' : (/\[([a-z-]+)\]/.exec(stderr)?.[1] ?? `exit ${code}`)}`);
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
