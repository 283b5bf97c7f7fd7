import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../bench/random.ts';
import type { Ledger } from './ledger.ts';
import { runGit } from './run-git.ts';
import type { Place } from './world.ts';

/** Somebody who stages, edits and commits by hand in a work tree where agents are at work. */
export function createPerson(place: Place, ledger: Ledger, random: Random) {
  const staged = new Map<string, string>();
  let count = 0;

  /** git does not wait for its own lock; a person tries again. */
  const git = async (...args: string[]): Promise<string> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await runGit(place.root, ...args);
      } catch (error) {
        if (attempt >= 200 || !/\.lock|cannot lock ref/.test(String(error))) throw error;
        ledger.count('person: tries again');
        await sleep(10 + random.below(40));
      }
    }
  };

  const stage = async () => {
    count += 1;
    const path = `person/${count}.txt`;
    place.write(path, `${count}, staged\n`);
    await git('add', path);
    staged.set(path, await runGit(place.root, 'hash-object', path));
    place.write(path, `${count}, staged\nand not staged\n`);
    ledger.count('person: stages');
  };

  const commit = async () => {
    if (staged.size === 0) return;
    await git('commit', '--quiet', '--message', `By hand ${count}`);
    ledger.count('person: commits');
    const own = await runGit(place.root, 'log', '-1', '--format=%H', '--grep', `^By hand ${count}$`);
    const files = place.filesOf(own);
    if (files.join() !== [...staged.keys()].sort().join()) {
      ledger.complaints.push(`the commit of the person holds ${files.join(', ')}`);
    }
    staged.clear();
  };

  return {
    async step(): Promise<void> {
      await (random.chance(0.7) ? stage() : commit());
      await this.inspect();
      await sleep(random.below(400));
    },
    commit,
    /** The index holds exactly what was staged. */
    async inspect(): Promise<void> {
      const entries = await runGit(place.root, 'ls-files', '--stage', '--', ...staged.keys(), 'none');
      const found = new Map(entries.split('\n').flatMap((line) => readEntry(line)));
      for (const [path, oid] of staged) {
        if (found.get(path) !== oid)
          ledger.complaints.push(`${path} is staged as ${found.get(path)}, not ${oid}`);
      }
    },
  };
}

function readEntry(line: string): [path: string, oid: string][] {
  const [, oid, path] = /^\d+ ([0-9a-f]+) 0\t(.*)$/.exec(line) ?? [];
  return oid && path ? [[path, oid]] : [];
}
