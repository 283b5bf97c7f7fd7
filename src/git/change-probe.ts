import { join } from 'node:path';
import type { ChangeProbe } from '../app/ports.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit, splitRecords } from './run-git.ts';

/**
 * git compares many files with its own index in parallel threads, faster than Node can look at them. Only
 * settings that make that comparison surer are used, whatever the user's configuration says: with the
 * change time and without a monitor, a file that git calls untouched has the content of its index.
 */
const SURE = [
  ...['-c', 'core.trustctime=true'],
  ...['-c', 'core.checkStat=default'],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.ignoreStat=false'],
];
const TOUCHED = [...SURE, 'diff-files', '--name-only', '-z', '--ignore-submodules=all', '--', '.tasks'];
const TRACKED = [...SURE, 'ls-files', '-v', '-z', '--', '.tasks'];

/** In `ls-files -v`: in the index, without conflict, neither assumed unchanged nor left out of the work tree. */
const ORDINARY = 'H ';

/** Asks git which plan files were touched since it last recorded them. */
export function createChangeProbe({ root, gitDir }: RepositoryLocation): ChangeProbe {
  const list = async (args: readonly string[]): Promise<string[] | null> => {
    const result = await runGit({ root, args }).catch(() => null);
    return result?.status === 0 ? splitRecords(result.stdout) : null;
  };
  return {
    recordPath: join(gitDir, 'index'),
    findTouched: async () => toSet(await list(TOUCHED)),
    async findVouched() {
      const [tracked, touched] = await Promise.all([list(TRACKED), list(TOUCHED)]);
      if (tracked === null || touched === null) return null;
      const vouched = new Set<string>();
      for (const record of tracked) if (record.startsWith(ORDINARY)) vouched.add(record.slice(2));
      for (const path of touched) vouched.delete(path);
      return vouched;
    },
  };
}

function toSet(paths: readonly string[] | null): ReadonlySet<string> | null {
  return paths === null ? null : new Set(paths);
}
