/** What git does to files and to what it knows of them, and what may become of an index. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitPaths } from '../../../../src/git/commit-paths.ts';
import { locateRepository } from '../../../../src/git/locate-repository.ts';
import type { Action } from './file-actions.ts';
import { alterSameSize, type Sandbox } from './fixture.ts';

/** Has git no longer look at a file, and edits it behind its back. */
function editUnseen(flag: string): Action {
  return async ({ root, listFiles, random, git }) => {
    const paths = listFiles();
    const path = paths[random.below(paths.length)];
    if (path === undefined) return;
    await git('update-index', flag, '--', relative(root, path));
    writeFileSync(path, alterSameSize(readFileSync(path, 'utf8')));
  };
}

/** Some files, changed or not; that it may be refused is part of the game. */
async function commitSome({ root, listFiles, random }: Sandbox): Promise<void> {
  const paths = listFiles().filter(() => random.chance(0.3));
  const request = {
    paths: paths.map((path) => relative(root, path)),
    message: { subject: 'Ours', trailers: [] },
  };
  await commitPaths(locateRepository(root), request, { giveUpMs: 0 }).catch(() => undefined);
}

function runningGit(...calls: readonly (readonly string[])[]): Action {
  return async ({ git }) => {
    for (const args of calls) await git(...args);
  };
}

export const GIT_ACTIONS: Readonly<Record<string, Action>> = {
  'a commit of our own': commitSome,
  'an edit and a commit of our own': async (sandbox) => {
    const paths = sandbox.listFiles();
    const path = paths[sandbox.random.below(paths.length)];
    if (path !== undefined) writeFileSync(path, alterSameSize(readFileSync(path, 'utf8')));
    await commitSome(sandbox);
  },
  'git add': runningGit(['add', '--all']),
  'git commit': runningGit(['add', '--all'], ['commit', '--quiet', '--no-verify', '--message=x']),
  'git checkout side': runningGit(['checkout', '--quiet', '--force', 'side']),
  'git checkout main': runningGit(['checkout', '--quiet', '--force', 'main']),
  'git checkout the files': runningGit(['checkout', '--quiet', '--force', 'HEAD', '--', '.']),
  'git reset': runningGit(['reset', '--quiet', '--hard']),
  'git stash': runningGit(['stash', 'push', '--quiet', '--include-untracked']),
  'git stash pop': runningGit(['stash', 'pop', '--quiet']),
  'git refresh': runningGit(['update-index', '-q', '--really-refresh']),
  'git status': runningGit(['status', '--short']),
  'git forgets all': runningGit(['rm', '--quiet', '-r', '--cached', '.']),
  'git converts line ends': runningGit(
    ['config', 'core.autocrlf', 'true'],
    ['rm', '--quiet', '-r', '--cached', '.'],
    ['reset', '--quiet', '--hard'],
  ),
  'git keeps line ends': runningGit(['config', 'core.autocrlf', 'false'], ['reset', '--quiet', '--hard']),
  'git ignores the change time': runningGit(['config', 'core.trustctime', 'false']),
  'git looks at little': runningGit(['config', 'core.checkStat', 'minimal']),
  'git splits its index': runningGit(['update-index', '--split-index']),
  'git joins its index': runningGit(['update-index', '--no-split-index']),
  'git writes another version': runningGit(['update-index', '--index-version', '4']),
  'git ignores files': ({ root, random }) =>
    writeFileSync(join(root, '.gitignore'), random.pick(['*.md\n', '.tasks\n', ''])),
  'assume a file unchanged': editUnseen('--assume-unchanged'),
  'stop assuming so': editUnseen('--no-assume-unchanged'),
  'leave a file out of the work tree': editUnseen('--skip-worktree'),
  'take a file in again': editUnseen('--no-skip-worktree'),
};

/** Does something to one of the index files. */
function toSomeIndex(change: (path: string, sandbox: Sandbox) => void): Action {
  return (sandbox) => {
    const path = sandbox.indexPaths[sandbox.random.below(sandbox.indexPaths.length)] ?? '';
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) change(path, sandbox);
  };
}

function flipByte(path: string, { random }: Sandbox): void {
  const bytes = readFileSync(path);
  const place = random.below(random.chance(0.3) ? Math.min(64, bytes.length) : bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << random.below(8));
  writeFileSync(path, bytes);
}

export const INDEX_ACTIONS: Readonly<Record<string, Action>> = {
  'flip a bit of an index': toSomeIndex(flipByte),
  'truncate an index': toSomeIndex((path, { random }) => {
    truncateSync(path, random.below(readFileSync(path).length));
  }),
  'replace an index by garbage': toSomeIndex((path, { random }) => writeFileSync(path, random.bytes(500))),
  'remove every index': ({ indexPaths }) => {
    for (const path of indexPaths) rmSync(path, { recursive: true, force: true });
  },
  'keep an index for later': toSomeIndex((path) => copyFileSync(path, `${path}.kept`)),
  'bring an old index back': toSomeIndex((path) => {
    if (existsSync(`${path}.kept`)) copyFileSync(`${path}.kept`, path);
  }),
  'bring in the index of another reader': toSomeIndex((path, { indexPaths, random }) => {
    const other = indexPaths[random.below(indexPaths.length)] ?? '';
    if (other !== path && statSync(other, { throwIfNoEntry: false })?.isFile()) copyFileSync(other, path);
  }),
  'put a folder in place of an index': toSomeIndex((path) => {
    rmSync(path, { recursive: true });
    mkdirSync(path);
  }),
  'forbid to replace an index': toSomeIndex((path) => chmodSync(dirname(path), 0o555)),
};

/** Long enough for nothing to be racy; the second form also for those who count whole seconds. */
export const WAITS: Readonly<Record<string, Action>> = {
  'wait a moment': async () => {
    await sleep(60);
  },
  'wait for the next second': async () => {
    await sleep(1060 - (Date.now() % 1000));
  },
};
