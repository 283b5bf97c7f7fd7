import { join } from 'node:path';
import type { ChangeProbe } from '../app/ports.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { nameIndexContent } from './name-index-content.ts';
import { readRecordChanges } from './record-changes.ts';
import { runGit, splitRecords } from './run-git.ts';

/**
 * git compares many files with its own index in parallel threads, faster than Node can look at them. It is
 * told to look at every file and at its change time, whatever the user's configuration says. As most builds
 * of git compare whole seconds only, untouched means: changed last in the second that the index says.
 */
const SURE = [
  ...['-c', 'core.trustctime=true'],
  ...['-c', 'core.checkStat=default'],
  ...['-c', 'core.fsmonitor=false'],
];
/** `dirty`, because `all` would also hide a file in the place of a submodule. */
const TOUCHED = [...SURE, 'diff-files', '--name-only', '-z', '--ignore-submodules=dirty', '--', '.tasks'];
const TRACKED = [...SURE, 'ls-files', '-v', '-z', '--', '.tasks'];

/** In `ls-files -v`: in the index, without conflict, neither assumed unchanged nor left out of the work tree. */
const ORDINARY = 'H ';

/** Asks git which plan files were touched since it last recorded them. */
export function createChangeProbe({ root, gitDir, objectFormat }: RepositoryLocation): ChangeProbe {
  const recordPath = join(gitDir, 'index');
  const list = async (args: readonly string[]): Promise<string[] | null> => {
    const result = await runGit({ root, args }).catch(() => null);
    // It passes over a file that it cannot look at with no more than a message.
    return result?.status === 0 && result.stderr === '' ? splitRecords(result.stdout) : null;
  };
  return {
    recordPath,
    nameContent: () => nameIndexContent(recordPath, objectFormat),
    readOwnChanges: () => readRecordChanges(gitDir),
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
