import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseInsideHook } from '../../src/git/commit-paths.ts';
import { addHook, commit, create, expectNoLeftovers, TASK } from './commit-fixture.ts';

describe('commitPaths and what stands in its way', () => {
  it('signs when commit.gpgSign asks for it, and commits nothing when that fails', async () => {
    const repository = create();
    repository.git('config', 'commit.gpgSign', 'yes');
    repository.git('config', 'gpg.program', '/bin/false');
    repository.write(TASK, 'completed\n');
    await expect(commit(repository)).rejects.toMatchObject({ code: 'signing-failed' });
    expect(repository.git('log', '-1', '--format=%s')).toBe('base');
    expect(repository.git('status', '--porcelain')).toBe(` M ${TASK}`);
  });

  it('puts the signature of the user’s program into the commit', async () => {
    const repository = create();
    const program = join(repository.root, '.git', 'sign.sh');
    writeFileSync(
      program,
      '#!/bin/sh\ncat > /dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho "-----BEGIN PGP SIGNATURE-----"\n',
    );
    chmodSync(program, 0o755);
    repository.git('config', 'commit.gpgSign', 'true');
    repository.git('config', 'gpg.program', program);
    repository.write(TASK, 'completed\n');
    expect(await commit(repository)).toMatchObject({ committed: true });
    expect(repository.git('cat-file', 'commit', 'HEAD')).toContain('gpgsig -----BEGIN PGP SIGNATURE-----');
  });

  it('says identity-missing when git does not know who commits', async () => {
    const repository = create();
    for (const key of ['user.name', 'user.email']) repository.git('config', '--unset', key);
    repository.git('config', 'user.useConfigOnly', 'true');
    repository.write(TASK, 'completed\n');
    await expect(commit(repository)).rejects.toMatchObject({ code: 'identity-missing' });
    expectNoLeftovers(repository);
  });

  it('gives up with contention while another git holds the index, and keeps the file', async () => {
    const repository = create();
    repository.write('.git/index.lock', '');
    repository.write(TASK, 'completed\n');
    await expect(commit(repository, [TASK], 50)).rejects.toMatchObject({ code: 'contention', kind: 'lost' });
    expect(repository.read('.git/index.lock')).toBe('');
    expect(repository.read(TASK)).toBe('completed\n');
    rmSync(join(repository.root, '.git/index.lock'));
    expect(await commit(repository)).toMatchObject({ committed: true });
  });

  it('gives up with contention while the branch is locked, and puts the index back', async () => {
    const repository = create();
    repository.write('.git/refs/heads/main.lock', '');
    repository.write(TASK, 'completed\n');
    const before = repository.snapshotState();
    await expect(commit(repository, [TASK], 50)).rejects.toMatchObject({ code: 'contention' });
    expect(repository.snapshotState()).toEqual(before);
    expectNoLeftovers(repository);
  });

  it('commits on top of a commit that came in between', async () => {
    const repository = create();
    // The hook moves the branch once, as another process would, after our attempt has read HEAD.
    addHook(
      repository,
      'pre-commit',
      'test -e .git/moved || { touch .git/moved; unset GIT_INDEX_FILE; git update-ref HEAD $(git commit-tree -p HEAD -m between HEAD^{tree}); }',
    );
    repository.write(TASK, 'completed\n');
    expect(await commit(repository)).toMatchObject({ committed: true });
    expect(repository.git('log', '--format=%s')).toBe('task(cart): complete Cart\nbetween\nbase');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  for (const name of ['GIT_INDEX_FILE', 'GIT_DIR']) {
    it(`refuses inside a git hook, where ${name} is set`, () => {
      expect(() => refuseInsideHook({ [name]: '.git/x' })).toThrow(
        expect.objectContaining({ code: 'inside-hook' }),
      );
      expect(() => refuseInsideHook({ GIT_AUTHOR_NAME: 'Ada' })).not.toThrow();
    });
  }
});
