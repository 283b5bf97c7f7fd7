import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverIndexLock } from '../../src/git/index-lock.ts';
import { locateRepository, type RepositoryLocation } from '../../src/git/locate-repository.ts';
import { nameIndexContent } from '../../src/git/name-index-content.ts';
import { isMergeRunning } from '../../src/git/running-git.ts';
import { noteHalfCommit } from '../../src/git/undo-half-commit.ts';
import { saveIndex } from '../../src/store/index/save-index.ts';
import { readOwnIdentity } from '../../src/store/process-identity.ts';
import { recoverFolders } from '../../src/store/recover.ts';
import { newTemporaryName } from '../../src/store/temporary-files.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

let shop: TestRepository;
let location: RepositoryLocation;
let commit: string;

/** A process of ours was killed with its paths in the index, before the branch moved. */
beforeEach(() => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  location = locateRepository(shop.root);
  const dead = spawnSync('true').pid;
  const name = newTemporaryName().replace(String(process.pid), String(dead));
  const folder = join(shop.root, '.git/orchestrator/scratch', name);
  mkdirSync(folder, { recursive: true });
  linkSync(join(shop.root, '.git/index'), join(folder, 'original'));
  shop.write('work.txt', 'work\n');
  shop.git('add', 'work.txt');
  commit = shop.git('commit-tree', '-p', 'HEAD', '-m', 'work', shop.git('write-tree'));
  noteHalfCommit(folder, commit, nameIndexContent(join(shop.root, '.git/index'), 'sha1') ?? '');
  const holder = { ...readOwnIdentity(), pid: dead, nonce: 'abcdef', at: new Date().toISOString() };
  shop.write('.git/index.lock', `ORCHESTRATOR-LOCK 1\n${JSON.stringify(holder)}\n`);
});
afterEach(() => shop.cleanup());

const staged = () => shop.git('diff', '--cached', '--name-only');

// Elsewhere processes cannot be listed, and a git that still moves the branch would not be seen.
describe.runIf(process.platform === 'linux')(
  'the index of a commit that a killed process did not finish',
  () => {
    it('is put back, so that the next commit of a person holds what the person has staged', () => {
      recoverIndexLock(location);
      expect(staged()).toBe('');
      expect(shop.exists('.git/index.lock')).toBe(false);
      expect(shop.read('work.txt')).toBe('work\n');
    });

    it('is put back also when others have cleared up before', () => {
      recoverFolders(shop.root, join(shop.root, '.git/orchestrator'));
      saveIndex(join(shop.root, '.git/orchestrator/index'), []);
      recoverIndexLock(location);
      expect(staged()).toBe('');
    });

    it('stays locked until nobody can hold in memory what was taken out', async () => {
      // Looks like a git command that has read the index and not yet taken its lock.
      const shell = spawn('sh', ['-c', 'sleep 0.3 | git hash-object --stdin merge'], {
        cwd: shop.root,
        stdio: 'ignore',
      });
      const ended = once(shell, 'close');
      while (!isMergeRunning(shop.root)) await new Promise((resolve) => setTimeout(resolve, 5));
      recoverIndexLock(location);
      expect(isMergeRunning(shop.root)).toBe(false);
      expect(staged()).toBe('');
      await ended;
    });

    it('stays when the branch had moved', () => {
      shop.git('update-ref', 'HEAD', commit);
      recoverIndexLock(location);
      expect(staged()).toBe('');
      expect(shop.git('status', '--porcelain')).toBe('');
      expect(shop.exists('.git/index.lock')).toBe(false);
    });

    it('stays when somebody has changed it since', () => {
      renameSync(join(shop.root, '.git/index.lock'), join(shop.root, '.git/kept'));
      shop.write('more.txt', 'more\n');
      shop.git('add', 'more.txt');
      renameSync(join(shop.root, '.git/kept'), join(shop.root, '.git/index.lock'));
      recoverIndexLock(location);
      expect(staged()).toBe('more.txt\nwork.txt');
    });

    it('is left locked while git may still move the branch', async () => {
      const sleeper = spawn('sh', ['-c', 'read line', commit], { stdio: ['pipe', 'ignore', 'ignore'] });
      await once(sleeper, 'spawn');
      recoverIndexLock(location);
      expect(shop.exists('.git/index.lock')).toBe(true);
      expect(staged()).toBe('work.txt');
      sleeper.stdin.end();
      await once(sleeper, 'close');
      recoverIndexLock(location);
      expect(staged()).toBe('');
    });
  },
);
