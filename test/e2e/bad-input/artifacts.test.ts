/** Artifact paths that cannot be recorded: all are told at once, and neither the task nor its claim changes. */
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc } from '../../helpers/orc.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { checkRefused } from './refusal.ts';

let shop: TestRepository;
let outside: string;
let task: string;
beforeAll(async () => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  shop = createRepository({
    files: { '.gitignore': '*.log\nbuild/\n', 'src/cart.ts': 'cart\n', 'src/old.ts': 'old\n' },
  });
  shop.write('server.log', 'ignored\n');
  shop.write('build/cart.js', 'ignored\n');
  symlinkSync(outside, join(shop.root, 'link'));
  symlinkSync(outside, join(shop.root, 'src/out'));
  const input = '[{"title": "Clear the cart"}, {"title": "Fill the cart"}]';
  const planned = await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input });
  task = planned.tasks[0].id;
});
afterAll(() => {
  shop.cleanup();
  rmSync(outside, { recursive: true });
});

const complete = (paths: readonly string[]) => [
  'complete',
  task,
  '--summary',
  'Cleared it',
  ...paths.flatMap((path) => ['--artifact', path]),
];

const BAD_PATHS: readonly (readonly [string, string, 'unsafe-path' | 'artifact-invalid'])[] = [
  ['above the root', '../secrets.txt', 'unsafe-path'],
  ['above the root by a detour', 'src/../../secrets.txt', 'unsafe-path'],
  ['absolute and outside', '/etc/passwd', 'unsafe-path'],
  ['in git’s own folder', '.git/config', 'unsafe-path'],
  ['in git’s own folder in capitals', '.GIT/config', 'unsafe-path'],
  ['in git’s own folder by its short name', 'git~1/config', 'unsafe-path'],
  ['in git’s own folder by an invisible character', '.g\u200cit/config', 'unsafe-path'],
  ['beyond a link out of the repository', 'link/file.txt', 'unsafe-path'],
  ['the root itself', '.', 'unsafe-path'],
  ['nothing', '', 'unsafe-path'],
  ['on a drive', 'C:\\cart.ts', 'unsafe-path'],
  ['a device', 'src/NUL', 'unsafe-path'],
  ['ignored', 'server.log', 'artifact-invalid'],
  ['a folder that is ignored', 'build/', 'artifact-invalid'],
  ['missing', 'src/cat.ts', 'artifact-invalid'],
  ['a plan file', '.tasks/README.md', 'artifact-invalid'],
];

describe('an artifact is refused', () => {
  it.each(BAD_PATHS)('that is %s', async (_name, path, code) => {
    const error = await checkRefused({ folder: shop.root }, complete([path]), code);
    expect(error.data.problems).toMatchObject([{ path }]);
  });

  it('together with every other that is wrong, and none of the good ones is committed', async () => {
    shop.write('src/cart.ts', 'cleared\n');
    const bad = ['../secrets.txt', 'server.log', 'src/cat.ts'];
    const error = await checkRefused({ folder: shop.root }, complete(['src/cart.ts', ...bad]), 'unsafe-path');
    expect(error.data.problems.map(({ path }: { path: string }) => path)).toEqual(bad);
    for (const path of bad) expect(error.message).toContain(path);
  });

  it('when it is one of more than 500', async () => {
    for (let index = 0; index <= 500; index++) shop.write(`shelf/${index}.txt`, `${index}\n`);
    const paths = Array.from({ length: 501 }, (_, index) => `shelf/${index}.txt`);
    const error = await checkRefused({ folder: shop.root }, complete(paths), 'too-many-artifacts');
    expect(error.hints.join(' ')).toMatch(/director|folder/);
  });

  it('before the claim of the actor is touched', async () => {
    await askOrc(shop.root, ['execute', task]);
    await checkRefused({ folder: shop.root }, complete(['src/cat.ts']), 'artifact-invalid');
    await askOrc(shop.root, ['release', task]);
  });
});

describe('a commit of the work is refused', () => {
  it.each(['no-such-branch', '-x', '--all', 'HEAD~99', ''])(
    'that git does not know: "%s"',
    async (revision) => {
      await checkRefused({ folder: shop.root }, [...complete([]), `--commit=${revision}`], 'commit-unknown');
    },
  );
});

describe('an artifact is recorded', () => {
  it('that was deleted, that is a link, that is a folder, and by its absolute path', async () => {
    rmSync(join(shop.root, 'src/old.ts'));
    const paths = ['src/old.ts', 'src/out', 'shelf/', join(shop.root, 'src/cart.ts')];
    const { artifacts, committed } = await askOrc(shop.root, complete(paths));
    expect(committed).toBe(true);
    expect(artifacts).toEqual([
      { path: 'shelf/', tree: shop.git('rev-parse', 'HEAD:shelf') },
      { path: 'src/cart.ts', blob: shop.git('rev-parse', 'HEAD:src/cart.ts') },
      { path: 'src/old.ts', deleted: true },
      { path: 'src/out', blob: shop.git('rev-parse', 'HEAD:src/out') },
    ]);
    expect(shop.git('ls-tree', '-r', '--name-only', 'HEAD', 'src')).toBe('src/cart.ts\nsrc/out');
  });
});
