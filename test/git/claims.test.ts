import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Claim } from '../../src/core/task.ts';
import { deleteClaim, putClaim } from '../../src/git/claims.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { readClaims } from '../../src/git/read-claims.ts';
import { runGitSync } from '../../src/git/run-git.ts';
import { openRepository, type TestRepository } from '../helpers/repository.ts';
import { create } from './commit-fixture.ts';

vi.mock('../../src/git/run-git.ts', async (load) => {
  const real = await load<typeof import('../../src/git/run-git.ts')>();
  return { ...real, runGitSync: vi.fn(real.runGitSync) };
});
afterEach(() => vi.mocked(runGitSync).mockClear());

const TASK = 'cart-bbbbbb';
const REF = `refs/orchestrator/claims/${TASK}`;

function put(
  repository: TestRepository,
  changes: { actor?: string; previous?: Claim | null; at?: Date } = {},
) {
  return putClaim(locateRepository(repository.root), {
    task: TASK,
    actor: 'ada',
    host: 'engine',
    worktree: repository.root,
    base: repository.git('rev-parse', 'HEAD'),
    at: new Date('2026-01-02T03:04:05.678Z'),
    leaseMs: 14_400_000,
    previous: null,
    shared: null,
    ...changes,
  });
}

const read = (repository: TestRepository) => readClaims(locateRepository(repository.root));

describe('claims', () => {
  it('are commits on the empty tree with all that a reader needs', async () => {
    const repository = create();
    const claim = await put(repository);
    expect(claim).toEqual({
      task: TASK,
      actor: 'ada',
      host: 'engine',
      worktree: repository.root,
      base: repository.git('rev-parse', 'HEAD'),
      at: '2026-01-02T03:04:05.678Z',
      since: '2026-01-02T03:04:05.678Z',
      leaseMs: 14_400_000,
      oid: repository.git('rev-parse', REF),
      parent: null,
      shared: null,
      seenOid: null,
      isForeign: false,
      isOver: false,
      leaseFrom: '2026-01-02T03:04:05.678Z',
    });
    expect(read(repository)).toEqual(new Map([[TASK, claim]]));
    expect(repository.git('ls-tree', REF)).toBe('');
    expect(repository.git('log', '-1', '--format=%an %s', REF)).toBe(`ada claim(${TASK}): ada`);
    expect(repository.git('fsck', '--no-dangling')).toBe('');
  });

  it('are read without git while loose, and with one call when packed', async () => {
    const repository = create();
    const claim = await put(repository);
    read(repository);
    expect(runGitSync).not.toHaveBeenCalled();
    repository.git('pack-refs', '--all');
    repository.git('gc', '--quiet', '--prune=now');
    expect(read(repository)).toEqual(new Map([[TASK, claim]]));
    expect(runGitSync).toHaveBeenCalledTimes(1);
  });

  it('are shared by the worktrees of a clone', async () => {
    const repository = create();
    repository.git('worktree', 'add', '--quiet', '-b', 'other', 'linked');
    const claim = await put(repository);
    expect(read(openRepository(`${repository.root}/linked`)).get(TASK)).toEqual(claim);
  });

  it('are won by one of many at once', async () => {
    const repository = create();
    const actors = Array.from({ length: 8 }, (_, at) => `actor-${at}`);
    const results = await Promise.allSettled(actors.map((actor) => put(repository, { actor })));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(won).toEqual([read(repository).get(TASK)]);
    for (const result of results) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({ code: 'claim-taken', kind: 'lost', data: { claim: won[0] } });
      }
    }
  });

  it('are renewed and taken over on top of the claim that was seen', async () => {
    const repository = create();
    const first = await put(repository);
    const renewed = await put(repository, { previous: first, at: new Date('2026-01-02T05:00:00Z') });
    expect(renewed).toMatchObject({ since: first.since, at: '2026-01-02T05:00:00.000Z' });
    await expect(put(repository, { previous: first, actor: 'bob' })).rejects.toMatchObject({
      code: 'claim-taken',
      data: { claim: renewed },
    });
    const taken = await put(repository, {
      previous: renewed,
      actor: 'bob',
      at: new Date('2026-01-03T00:00:00Z'),
    });
    expect(taken.since).toBe('2026-01-03T00:00:00.000Z');
    expect(repository.git('rev-list', REF).split('\n')).toEqual([taken.oid, renewed.oid, first.oid]);
  });

  it('are deleted only by who still holds them', async () => {
    const repository = create();
    const location = locateRepository(repository.root);
    const first = await put(repository);
    const second = await put(repository, { previous: first });
    expect(await deleteClaim(location, first)).toBe(false);
    expect(await deleteClaim(location, second)).toBe(true);
    expect(await deleteClaim(location, second)).toBe(false);
    expect(read(repository)).toEqual(new Map());
  });

  it('need no identity in git, and no line of theirs is forged by an actor’s name', async () => {
    const repository = create();
    for (const key of ['user.name', 'user.email']) repository.git('config', '--unset', key);
    repository.git('config', 'user.useConfigOnly', 'true');
    const actor = 'eve <x>\n\n{"task":"other"}';
    await put(repository, { actor });
    expect(read(repository).get(TASK)?.actor).toBe(actor);
  });

  it('that cannot be read are held by unknown, and never expire', async () => {
    const repository = create();
    const head = repository.git('rev-parse', 'HEAD');
    const claim = await put(repository);
    repository.git('update-ref', 'refs/orchestrator/claims/copied-cccccc', claim.oid);
    repository.git('update-ref', 'refs/orchestrator/claims/no-claim-dddddd', head);
    const blob = repository.git('hash-object', '-w', 'src/cart.ts');
    repository.git('update-ref', 'refs/orchestrator/claims/blob-eeeeee', blob);
    repository.write('.git/refs/orchestrator/claims/broken-ffffff', 'torn');
    repository.write('.git/refs/orchestrator/claims/Not a task', `${head}\n`);
    const claims = read(repository);
    expect([...claims.keys()].sort()).toEqual([
      'blob-eeeeee',
      'broken-ffffff',
      TASK,
      'copied-cccccc',
      'no-claim-dddddd',
    ]);
    for (const [task, found] of claims) {
      if (task === TASK) continue;
      expect(found).toMatchObject({ task, actor: 'unknown' });
      expect(Date.parse(found.at) + found.leaseMs).toBeGreaterThan(Date.parse('9999-01-01'));
    }
  });

  it('refuse a name that is no task id', async () => {
    const repository = create();
    const location = locateRepository(repository.root);
    const claim = await put(repository);
    for (const task of ['../heads/main', 'a..b', 'UPPER-aaaaaa', '-x', '']) {
      await expect(deleteClaim(location, { ...claim, task })).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
  });

  it('work in a SHA-256 repository', async () => {
    const repository = create({ files: { a: 'a' }, objectFormat: 'sha256' });
    const claim = await put(repository);
    expect(claim.oid).toHaveLength(64);
    expect(read(repository).get(TASK)).toEqual(claim);
    execFileSync('git', ['pack-refs', '--all'], { cwd: repository.root });
    expect(await deleteClaim(locateRepository(repository.root), claim)).toBe(true);
  });
});
