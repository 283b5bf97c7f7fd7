import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { putClaim } from '../../src/git/claims.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { recoverRefLocks, retryRefLocks } from '../../src/git/recover-ref-locks.ts';
import { findGitProcesses } from '../../src/git/running-git.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

const OURS = ['.git/HEAD.lock', '.git/refs/heads/main.lock', '.git/refs/orchestrator/claims/door.lock'];
const OTHERS = ['.git/index.lock', '.git/refs/tags/v1.lock', '.git/config.lock'];
const SINCE = Date.parse('2026-03-01T12:00:00Z');

function createLocked(changedAt = SINCE + 1000): TestRepository {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository);
  for (const path of [...OURS, ...OTHERS]) {
    mkdirSync(dirname(join(repository.root, path)), { recursive: true });
    repository.write(path, '');
    utimesSync(join(repository.root, path), changedAt / 1000, changedAt / 1000);
  }
  return repository;
}

const listLeft = ({ exists }: TestRepository) => [...OURS, ...OTHERS].filter(exists);

// Where processes cannot be listed nothing may be removed.
const canSee = process.platform === 'linux';

it('removes the locks that our git calls take and that are not older than the dead program', () => {
  const repository = createLocked();
  recoverRefLocks(locateRepository(repository.root), SINCE);
  expect(listLeft(repository)).toEqual(canSee ? OTHERS : [...OURS, ...OTHERS]);
});

it('leaves those that were there before', () => {
  const repository = createLocked(SINCE - 1000);
  recoverRefLocks(locateRepository(repository.root), SINCE);
  expect(listLeft(repository)).toEqual([...OURS, ...OTHERS]);
});

it('leaves all of them while git runs in the clone, wherever it was started', async () => {
  const repository = createLocked();
  const { commonDir } = locateRepository(repository.root);
  for (const [cwd, args] of [
    [repository.root, ['cat-file', '--batch']],
    ['/', [`--git-dir=${commonDir}`, 'cat-file', '--batch']],
  ] as const) {
    const git = spawn('git', args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
    git.stdin.write('HEAD\n');
    await once(git.stdout, 'data');
    expect(findGitProcesses(commonDir)).toEqual(canSee ? [expect.any(Number)] : null);
    recoverRefLocks(locateRepository(repository.root), SINCE);
    expect(listLeft(repository)).toEqual([...OURS, ...OTHERS]);
    git.stdin.end();
    await once(git, 'close');
  }
  expect(findGitProcesses(commonDir)).toEqual(canSee ? [] : null);
});

it('tries again when git has ended, and only what was left then', async () => {
  const repository = createLocked();
  const location = locateRepository(repository.root);
  retryRefLocks(location);
  expect(listLeft(repository)).toEqual([...OURS, ...OTHERS]);
  const git = spawn('git', ['cat-file', '--batch'], { cwd: repository.root, stdio: 'pipe' });
  await once(git, 'spawn');
  recoverRefLocks(location, SINCE);
  retryRefLocks(location);
  expect(listLeft(repository)).toEqual([...OURS, ...OTHERS]);
  git.stdin.end();
  await once(git, 'close');
  utimesSync(join(repository.root, '.git/HEAD.lock'), SINCE / 1000 - 1, SINCE / 1000 - 1);
  retryRefLocks(location);
  expect(listLeft(repository)).toEqual(canSee ? ['.git/HEAD.lock', ...OTHERS] : [...OURS, ...OTHERS]);
  expect(readdirSync(join(repository.root, '.git/orchestrator'))).toEqual([]);
});

it('lets a claim be taken whose ref a killed git has left locked', async () => {
  const { root, write, exists } = createLocked();
  write('.git/refs/orchestrator/claims/door-aaaaaa.lock', '');
  const location = locateRepository(root);
  const claim = putClaim(location, {
    ...{ task: 'door-aaaaaa', actor: 'ada', host: 'here', worktree: root, base: null },
    ...{ at: new Date(SINCE), leaseMs: 1000, shared: null, previous: null },
  });
  if (!canSee) return expect(claim).rejects.toMatchObject({ code: 'git-failed' });
  expect(await claim).toMatchObject({ actor: 'ada' });
  expect(exists('.git/HEAD.lock')).toBe(true);
});

it('is not kept from it by git in another clone', async () => {
  const repository = createLocked();
  const elsewhere = createRepository();
  open.push(elsewhere);
  const git = spawn('git', ['cat-file', '--batch'], { cwd: elsewhere.root, stdio: 'pipe' });
  await once(git, 'spawn');
  recoverRefLocks(locateRepository(repository.root), SINCE);
  git.stdin.end();
  await once(git, 'close');
  expect(listLeft(repository)).toEqual(canSee ? OTHERS : [...OURS, ...OTHERS]);
});
