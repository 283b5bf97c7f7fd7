/** The whole workflow, from plan to audit, in repositories that are out of the ordinary. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { askOrc, cleanEnvironment, refuseOrc } from '../helpers/orc.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function create(options: Parameters<typeof createRepository>[0] = {}): TestRepository {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' }, ...options });
  open.push(repository.cleanup);
  return repository;
}

function createFolder(name: string): string {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  open.push(() => rmSync(outer, { recursive: true, force: true }));
  return join(outer, name);
}

function clone(from: TestRepository, ...options: string[]): TestRepository {
  const folder = createFolder('clone');
  from.git('clone', '--quiet', ...options, `file://${from.root}`, folder);
  const copy = openRepository(folder);
  copy.git('config', 'user.name', 'Ada');
  copy.git('config', 'user.email', 'ada@example.org');
  return copy;
}

/** Plan, execute, complete, synthesize, lint, audit; returns the recorded artifacts by path. */
async function walk(
  { root, git }: TestRepository,
  paths: readonly string[],
): Promise<Readonly<Record<string, string | undefined>>> {
  const input = '[{"title": "Paint the door"}]';
  const { plan_id } = await askOrc(root, ['plan', 'Open a shop', '--subtasks', '-'], { input });
  await askOrc(root, ['execute', 'paint-the-door']);
  const artifacts = paths.map((path) => `--artifact=${path}`);
  const done = await askOrc(root, ['complete', 'paint-the-door', '--summary', 'Painted', ...artifacts]);
  expect(done).toMatchObject({ status: 'completed', committed: true });
  await askOrc(root, ['synthesize', plan_id]);
  expect(await askOrc(root, ['lint'])).toMatchObject({ problem_count: 0 });
  expect(await askOrc(root, ['audit'])).toMatchObject({ lost: 0, tasks: [{ result: 'exact' }] });
  expect(git('status', '--porcelain')).toBe('');
  const recorded: { path: string; blob?: string }[] = done.task.artifacts;
  return Object.fromEntries(recorded.map(({ path, blob }) => [path, blob]));
}

describe('the workflow goes through', () => {
  it('in a shallow clone, where an earlier completion is not called lost', async () => {
    const origin = create();
    origin.write('old.txt', 'old\n');
    await walk(origin, ['old.txt']);
    origin.git('commit', '--quiet', '--allow-empty', '--message=later');
    const shallow = clone(origin, '--depth=1');
    expect(await askOrc(shallow.root, ['audit'])).toMatchObject({
      lost: 0,
      tasks: [{ result: 'unverified' }],
    });
    const input = '[{"title": "Sweep"}]';
    await askOrc(shallow.root, ['plan', 'Keep it clean', '--subtasks', '-'], { input });
    shallow.write('broom.txt', 'broom\n');
    await askOrc(shallow.root, ['complete', 'sweep', '--summary', 'Swept', '--artifact', 'broom.txt']);
    const { tasks } = await askOrc(shallow.root, ['audit']);
    expect(tasks.map(({ result }: { result: string }) => result).sort()).toEqual(['exact', 'unverified']);
  });

  it('in a partial clone, without fetching what it leaves out', async () => {
    const origin = create({ files: { 'README.md': '# Shop\n', 'big.bin': 'version 1\n' } });
    origin.write('big.bin', 'version 2\n');
    origin.git('commit', '--quiet', '--all', '--message=change');
    origin.git('config', 'uploadpack.allowFilter', 'true');
    const partial = clone(origin, '--filter=blob:none');
    const missing = () => partial.git('rev-list', '--objects', '--all', '--missing=print').match(/^\?.*$/gm);
    const before = missing();
    expect(before).toHaveLength(1);
    partial.write('door.txt', 'green\n');
    await walk(partial, ['door.txt']);
    expect(missing()).toEqual(before);
  });

  it('in a SHA-256 repository', async () => {
    const repository = create({ objectFormat: 'sha256' });
    repository.write('door.txt', 'green\n');
    const recorded = await walk(repository, ['door.txt']);
    expect(recorded['door.txt']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('at a path with spaces, quotes and letters beyond ASCII', async () => {
    const source = create();
    const folder = createFolder("Ada's “shop” – Käse");
    source.git('clone', '--quiet', '.', folder);
    const repository = openRepository(folder);
    repository.git('config', 'user.name', 'Ada');
    repository.git('config', 'user.email', 'ada@example.org');
    await askOrc(folder, ['init', '--hooks']);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message=init');
    repository.write('door.txt', 'green\n');
    await walk(repository, ['door.txt']);
  });

  it('with a filter between work tree and history, as that of LFS', async () => {
    const repository = create({ files: { '.gitattributes': '*.bin filter=upper\n' } });
    repository.git('config', 'filter.upper.clean', 'tr a-z A-Z');
    repository.git('config', 'filter.upper.smudge', 'tr A-Z a-z');
    repository.git('config', 'filter.upper.required', 'true');
    repository.write('door.bin', 'green\n');
    const recorded = await walk(repository, ['door.bin']);
    expect(repository.git('cat-file', 'blob', recorded['door.bin'] ?? '')).toBe('GREEN');
    expect(repository.read('door.bin')).toBe('green\n');
  });

  it('with line endings that git converts', async () => {
    const repository = create();
    repository.git('config', 'core.autocrlf', 'true');
    repository.write('door.txt', 'green\r\n');
    const recorded = await walk(repository, ['door.txt']);
    expect(repository.git('cat-file', '-s', recorded['door.txt'] ?? '')).toBe(String('green\n'.length));
  });

  it('with core.ignoreCase, and names that differ only in case', async () => {
    const repository = create();
    repository.git('config', 'core.ignoreCase', 'true');
    repository.write('Door.txt', 'green\n');
    await walk(repository, ['Door.txt']);
    const sensitive = create();
    sensitive.write('Door.txt', 'green\n');
    sensitive.write('door.txt', 'red\n');
    const recorded = await walk(sensitive, ['Door.txt', 'door.txt']);
    expect(new Set(Object.values(recorded)).size).toBe(2);
  });

  it('with plans whose line endings a checkout has converted', async () => {
    const origin = create();
    origin.write('door.txt', 'green\n');
    await walk(origin, ['door.txt']);
    const windows = clone(origin, '--config=core.autocrlf=true');
    expect(windows.read('README.md')).toContain('\r\n');
    expect(await askOrc(windows.root, ['lint'])).toMatchObject({ problem_count: 0 });
    await askOrc(windows.root, ['reopen', 'paint-the-door', '--reason', 'It is red']);
    expect(windows.git('status', '--porcelain')).toBe('');
    expect(windows.git('diff', 'HEAD~1', '--stat')).toContain('1 file changed');
  });
});

describe('a submodule', () => {
  async function createWithLibrary() {
    const library = create({ files: { 'lib.txt': 'one\n' } });
    const repository = create();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
    repository.git('commit', '--quiet', '--message=submodule');
    await askOrc(repository.root, ['plan', 'Shop', '--subtasks', '-'], {
      input: '[{"title": "Update lib"}]',
    });
    return repository;
  }

  it.each(['lib', 'lib/', 'lib/lib.txt'])('is refused as the artifact %s, and says why', async (path) => {
    const { root } = await createWithLibrary();
    const args = ['complete', 'update-lib', '--summary', 'Updated', '--artifact', path];
    const error = await refuseOrc(root, args);
    expect(error).toMatchObject({ owner: 'agent', exit: 1 });
    expect(JSON.stringify([error.message, error.data.problems])).toMatch(/submodule|repository of its own/);
    expect((await askOrc(root, ['show', 'update-lib'])).task.status).toBe('pending');
  });
});

describe('a link in place of .tasks', () => {
  it('is a problem, and nothing is read or written through it', async () => {
    const elsewhere = create();
    await askOrc(elsewhere.root, ['plan', 'Theirs', '--subtasks', '-'], { input: '[{"title": "Secret"}]' });
    const { root } = create();
    symlinkSync(join(elsewhere.root, '.tasks'), join(root, '.tasks'));
    const status = await askOrc(root, ['status']);
    expect(status).toMatchObject({ plans: [], problems: [{ code: 'symbolic-link', path: '.tasks' }] });
    expect(await askOrc(root, ['status'])).toEqual(status);
    const head = elsewhere.git('rev-parse', 'HEAD');
    const input = '[{"title": "Ours"}]';
    expect(await refuseOrc(root, ['plan', 'Ours', '--subtasks', '-'], { input })).toMatchObject({ exit: 1 });
    expect(elsewhere.git('rev-parse', 'HEAD')).toBe(head);
    expect(elsewhere.git('status', '--porcelain')).toBe('');
  });
});

it('the program runs from a folder that it may not write to, and leaves nothing behind', () => {
  const { root } = create();
  const installed = createFolder('orc');
  cpSync(dirname(dirname(inject('orcEntry'))), installed, { recursive: true, verbatimSymlinks: true });
  const dist = join(installed, 'dist');
  for (const name of readdirSync(dist)) if (name.endsWith('.cache')) rmSync(join(dist, name));
  const before = readdirSync(dist);
  chmodSync(dist, 0o555);
  // root may write everywhere, so that only another user meets the refusal
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  chmodSync(dirname(installed), 0o755);
  execFileSync('chmod', ['-R', 'a+rwX', root]);
  for (let run = 0; run < 2; run++) {
    const output = execFileSync(process.execPath, [join(installed, 'bin', 'orc.cjs'), 'status', '--json'], {
      cwd: root,
      encoding: 'utf8',
      env: cleanEnvironment(),
      stdio: 'pipe',
      ...user,
    });
    expect(JSON.parse(output)).toMatchObject({ kind: 'status', plans: [] });
  }
  expect(readdirSync(dist)).toEqual(before);
  chmodSync(dist, 0o755);
});
