/** Hooks that a repository has of its own, and calls from inside one: nothing is lost and nothing hangs. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { askOrc, refuseOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

async function createShop() {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository);
  const args = ['plan', 'Open a shop', '--subtasks', '-'];
  const { tasks } = await askOrc(repository.root, args, { input: '[{"title": "Paint the door"}]' });
  return { repository, root: repository.root, id: tasks[0].id as string, path: tasks[0].path as string };
}

function setHook(repository: TestRepository, name: string, script: string): void {
  const path = `.git/hooks/${name}`;
  repository.write(path, `#!/bin/sh\n${script}\n`);
  chmodSync(join(repository.root, path), 0o755);
}

describe('a hook that refuses', () => {
  it('leaves the change of a task in its file, and sync commits it later', async () => {
    const { repository, root, id, path } = await createShop();
    setHook(repository, 'pre-commit', 'echo "paint first" >&2; exit 1');
    const error = await refuseOrc(root, ['update', id, '--note', 'Green']);
    expect(error).toMatchObject({ code: 'hook-refused', exit: 1 });
    expect(error.message).toContain('paint first');
    expect(error.hints.join(' ')).toContain('orc sync');
    expect(repository.read(path)).toContain('Green');
    expect(repository.git('status', '--porcelain')).toBe(` M ${path}`);
    setHook(repository, 'pre-commit', 'exit 0');
    expect((await askOrc(root, ['sync'])).commits).toHaveLength(1);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('stops a completion before it is recorded, and the claim is kept', async () => {
    const { repository, root, id, path } = await createShop();
    await askOrc(root, ['execute', id]);
    repository.write('door.txt', 'green\n');
    setHook(repository, 'commit-msg', 'grep -q "^Reviewed-by: " "$1"');
    const done = ['complete', id, '--summary', 'Painted', '--artifact', 'door.txt'];
    expect(await refuseOrc(root, done)).toMatchObject({ code: 'hook-refused' });
    expect(repository.read(path)).toContain('status: pending');
    expect((await askOrc(root, ['claims'])).claims).toHaveLength(1);
    setHook(repository, 'commit-msg', 'exit 0');
    expect(await askOrc(root, done)).toMatchObject({ status: 'completed', committed: true });
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('is obeyed when it would add other files', async () => {
    const { repository, root, id } = await createShop();
    repository.write('secret.txt', 'not for git\n');
    setHook(repository, 'pre-commit', 'git add -A');
    const head = repository.git('rev-parse', 'HEAD');
    expect(await refuseOrc(root, ['update', id, '--note', 'Green'])).toMatchObject({ code: 'hook-refused' });
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
    expect(repository.git('status', '--porcelain', 'secret.txt')).toBe('?? secret.txt');
  });
});

describe('a call from inside a hook', () => {
  it('that would commit is refused, and the commit that the user makes is not disturbed', async () => {
    const { repository, id, path } = await createShop();
    const orc = `"${process.execPath}" "${inject('orcEntry')}"`;
    setHook(repository, 'pre-commit', `${orc} update ${id} --note Green --json 2>inside.json; exit 0`);
    const before = repository.read(path);
    repository.write('door.txt', 'green\n');
    repository.git('add', 'door.txt');
    repository.git('commit', '--quiet', '--message=door');
    expect(JSON.parse(repository.read('inside.json')).error.code).toBe('inside-hook');
    expect(repository.filesOf('HEAD')).toEqual(['door.txt']);
    expect(repository.read(path)).toBe(before);
  });

  it('that only reads works', async () => {
    const { repository } = await createShop();
    const orc = `"${process.execPath}" "${inject('orcEntry')}"`;
    setHook(repository, 'post-commit', `${orc} status --json >inside.json`);
    repository.git('commit', '--quiet', '--allow-empty', '--message=empty');
    expect(JSON.parse(repository.read('inside.json')).tasks).toHaveLength(1);
  });
});
