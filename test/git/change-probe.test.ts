import { lstatSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeProbe } from '../../src/app/ports.ts';
import { createChangeProbe } from '../../src/git/change-probe.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const CART = '.tasks/shop/cart.md';
const STOCK = '.tasks/shop/stock.md';
const ODD = '.tasks/shop/zwei "Wörter".md';

let repository: TestRepository;
let probe: ChangeProbe;

beforeEach(() => {
  repository = createRepository({
    files: { [CART]: 'cart\n', [STOCK]: 'stock\n', [ODD]: 'odd\n', 'src/cart.md': 'code\n' },
  });
  const location = locateRepository(repository.root);
  probe = createChangeProbe(location);
});

afterEach(() => repository.cleanup());

async function touched(): Promise<string[]> {
  return [...((await probe.findTouched()) ?? ['cannot tell'])].sort();
}

async function vouched(): Promise<string[]> {
  return [...((await probe.findVouched()) ?? ['cannot tell'])].sort();
}

function alter(path: string): void {
  const absolute = join(repository.root, path);
  const { atime, mtime, size } = lstatSync(absolute);
  writeFileSync(absolute, 'x'.repeat(size));
  utimesSync(absolute, atime, mtime);
}

/** Makes git's record old enough that a change shows in whole seconds. */
function age(...paths: readonly string[]): void {
  for (const path of paths) utimesSync(join(repository.root, path), 1_000_000_000, 1_000_000_000);
  repository.git('update-index', '-q', '--refresh');
}

it('names the record of git, whose look changes with every change of it', () => {
  const before = lstatSync(probe.recordPath, { bigint: true });
  repository.git('update-index', '--assume-unchanged', CART);
  expect(lstatSync(probe.recordPath, { bigint: true }).ino).not.toBe(before.ino);
});

describe('findTouched', () => {
  it('is empty while nothing is changed, and says nothing of other folders', async () => {
    repository.write('src/cart.md', 'other code\n');
    expect(await touched()).toEqual([]);
  });

  it('names what was edited, replaced, deleted or only touched', async () => {
    repository.write(CART, 'a longer cart\n');
    age(ODD);
    utimesSync(join(repository.root, ODD), 1_100_000_000, 1_100_000_000);
    rmSync(join(repository.root, STOCK));
    expect(await touched()).toEqual([CART, STOCK, ODD].sort());
  });

  it.each([
    ['core.trustctime', 'false'],
    ['core.checkStat', 'minimal'],
    ['core.ignoreStat', 'true'],
    ['diff.relative', 'true'],
    ['diff.autoRefreshIndex', 'false'],
  ])('sees a change of the same size and time with %s = %s', async (name, value) => {
    repository.git('config', name, value);
    age(CART);
    await nextSecond();
    alter(CART);
    expect(await touched()).toEqual([CART]);
  });

  it('does not rely on a monitor', async () => {
    const monitor = join(repository.root, '.git', 'monitor');
    writeFileSync(monitor, "#!/bin/sh\nprintf 'nothing-changed\\0'\n", { mode: 0o755 });
    repository.git('config', 'core.fsmonitor', monitor);
    repository.git('update-index', '--fsmonitor');
    repository.git('update-index', '-q', '--refresh');
    repository.write(CART, 'a longer cart\n');
    expect(repository.git('diff-files', '--name-only')).toBe('');
    expect(await touched()).toEqual([CART]);
  });

  it('names a file in the place of a submodule', async () => {
    const oid = repository.git('rev-parse', 'HEAD');
    repository.git('update-index', '--cacheinfo', `160000,${oid},${STOCK}`);
    expect(await touched()).toEqual([STOCK]);
  });
});

describe('findVouched', () => {
  it('names what is tracked and untouched', async () => {
    repository.write('.tasks/shop/new.md', 'not tracked\n');
    repository.write(STOCK, 'changed stock\n');
    expect(await vouched()).toEqual([CART, ODD].sort());
  });

  it.each(['--assume-unchanged', '--skip-worktree'])('leaves out files with %s', async (flag) => {
    repository.git('update-index', flag, CART);
    expect(await vouched()).toEqual([STOCK, ODD].sort());
  });

  it('leaves out files in conflict, and those that are only meant to be added', async () => {
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write(CART, 'side\n');
    repository.git('commit', '--quiet', '--all', '--message=side');
    repository.git('checkout', '--quiet', 'main');
    repository.write(CART, 'main\n');
    repository.git('commit', '--quiet', '--all', '--message=main');
    expect(() => repository.git('merge', '--quiet', 'side')).toThrow();
    repository.write('.tasks/shop/new.md', 'new\n');
    repository.git('add', '--intent-to-add', '.tasks/shop/new.md');
    expect(await vouched()).toEqual([STOCK, ODD].sort());
  });

  it.each([
    ['a split index', ['update-index', '--split-index']],
    ['version 4', ['update-index', '--index-version', '4']],
    ['a sparse index', ['sparse-checkout', 'set', '--cone', '--sparse-index', '.tasks']],
  ])('works with %s', async (_, args) => {
    repository.git(...args);
    expect(await vouched()).toEqual([CART, STOCK, ODD].sort());
  });
});

it('cannot tell when git cannot', async () => {
  writeFileSync(probe.recordPath, 'not an index');
  expect([await touched(), await vouched()]).toEqual([['cannot tell'], ['cannot tell']]);
});

async function nextSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1010 - (Date.now() % 1000)));
}
