import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { findRemote } from '../../src/git/remotes.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository({ files: { 'a.txt': 'a\n' } });
});
afterEach(() => repository.cleanup());

const find = (name: string | null = null) => findRemote(locateRepository(repository.root), name);
const add = (name: string) => repository.git('remote', 'add', name, `/nowhere/${name}`);

describe('findRemote', () => {
  it('takes the only one, origin before others, and what the branch follows before all', async () => {
    await expect(find()).rejects.toMatchObject({ code: 'remote-unknown' });
    add('fork');
    expect((await find()).name).toBe('fork');
    add('team');
    await expect(find()).rejects.toMatchObject({
      code: 'remote-unknown',
      data: { remotes: ['fork', 'team'] },
    });
    add('origin');
    expect((await find()).name).toBe('origin');
    repository.git('config', 'branch.main.remote', 'team');
    repository.git('config', 'branch.main.merge', 'refs/heads/trunk');
    expect(await find()).toEqual({ name: 'team', branchRef: 'refs/heads/trunk' });
  });

  it('pushes to the branch of the same name at another remote, and to none from a detached HEAD', async () => {
    add('origin');
    repository.git('config', 'branch.main.remote', '.');
    repository.git('config', 'branch.main.merge', 'refs/heads/other');
    expect(await find('origin')).toEqual({ name: 'origin', branchRef: 'refs/heads/main' });
    repository.git('switch', '--quiet', '--detach');
    expect(await find('origin')).toEqual({ name: 'origin', branchRef: null });
  });

  it.each(['--upload-pack=x', '/nowhere/origin', 'origi', ''])('takes no %j for a remote', async (name) => {
    add('origin');
    await expect(find(name)).rejects.toMatchObject({ code: 'remote-unknown' });
  });
});
