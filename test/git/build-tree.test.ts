import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { buildTree, listFoldersAbove } from '../../src/git/build-tree.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { readTrees } from '../../src/git/read-trees.ts';
import type { TreeChange } from '../../src/git/scratch-index.ts';
import { nameObject, writeObjects } from '../../src/git/write-objects.ts';
import { createRepository } from '../helpers/repository.ts';

const repositories = (['sha1', 'sha256'] as const).map((objectFormat) =>
  createRepository({ objectFormat, files: { 'README.md': 'A shop\n' } }),
);
afterAll(() => {
  for (const { cleanup } of repositories) cleanup();
});

/** Names that sort in different places as a file and as a folder, and one that is not ASCII. */
const NAMES = ['cart', 'cart.md', 'cart-2', 'cart0', 'å', 'line\nfeed'];
const path = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));

/** No path lies below another, as in every tree. */
function withoutClashes(paths: readonly string[]): string[] {
  const kept: string[] = [];
  for (const one of new Set(paths)) {
    if (!kept.some((other) => one.startsWith(`${other}/`) || other.startsWith(`${one}/`))) kept.push(one);
  }
  return kept;
}

describe.each(repositories)('buildTree', (repository) => {
  const location = locateRepository(repository.root);
  const git = (args: string[], input: string): string =>
    execFileSync('git', args, { cwd: repository.root, input, encoding: 'utf8' }).trim();
  const mode = '100644';
  const blob = (text: string): string => git(['hash-object', '-w', '--stdin'], text);
  const [first, second] = [blob('one'), blob('two')];

  /** The tree that git's own index makes of the paths. */
  const writeTree = (entries: ReadonlyMap<string, string>): string => {
    repository.git('read-tree', '--empty');
    git(
      ['update-index', '-z', '--index-info'],
      [...entries].map(([name, oid]) => `${mode} ${oid}\t${name}\0`).join(''),
    );
    return repository.git('write-tree');
  };
  const commitOf = (tree: string): string => repository.git('commit-tree', '-m', 'base', tree);
  const build = async (commit: string, changes: readonly TreeChange[]) => {
    const base = await readTrees(location, commit, listFoldersAbove(changes.map((change) => change.path)));
    return buildTree(base, changes, location.objectFormat);
  };

  it('makes the tree that git makes, from any tree and any changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 8 }),
        fc.array(path, { minLength: 1, maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        async (before, touched, isDeleted) => {
          const all = withoutClashes([...before, ...touched]);
          const entries = new Map(all.filter((one) => before.includes(one)).map((one) => [one, first]));
          const tree = writeTree(entries);
          const commit = commitOf(tree);
          const changes = all
            .filter((one) => touched.includes(one))
            .map((one, at) => ({ path: one, entry: isDeleted[at] ? null : { mode, oid: second } }));
          for (const change of changes) {
            if (change.entry === null) entries.delete(change.path);
            else entries.set(change.path, second);
          }
          const built = await build(commit, changes);
          const expected = writeTree(entries);
          expect(built?.oid ?? tree).toBe(expected);
          if (built === null) return;
          await writeObjects(location, [], built.objects);
          expect(nameObject(built.objects.at(-1) ?? fail(), location.objectFormat)).toBe(expected);
        },
      ),
      { numRuns: 40 },
    );
    // git keeps the empty tree in its head: of an index without entries, its own fsck misses the object.
    writeTree(new Map([['cart', first]]));
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('lets a file and a folder change places when both are ours, and refuses to lose what is not', async () => {
    const commit = commitOf(writeTree(new Map([['cart', first]])));
    const inside = { path: 'cart/wheel.md', entry: { mode, oid: second } };
    const built = await build(commit, [inside, { path: 'cart', entry: null }]);
    const folder = writeTree(new Map([['cart/wheel.md', second]]));
    expect(built?.oid).toBe(folder);
    await expect(build(commit, [inside])).rejects.toMatchObject({ code: 'internal' });
    const file = { path: 'cart', entry: { mode, oid: second } };
    await expect(build(commitOf(folder), [file])).rejects.toMatchObject({ code: 'internal' });
    const swapped = await build(commitOf(folder), [file, { ...inside, entry: null }]);
    expect(swapped?.oid).toBe(writeTree(new Map([['cart', second]])));
  });

  it('refuses to build on a folder that it was not given', () => {
    const root = Buffer.concat([Buffer.from('40000 cart\0'), Buffer.from(first, 'hex')]);
    const changes = [{ path: 'cart/wheel.md', entry: { mode, oid: second } }];
    expect(() => buildTree(new Map([['', root]]), changes, location.objectFormat)).toThrow(/other paths/);
  });

  it('reads no tree of a commit that is not there', async () => {
    await expect(readTrees(location, 'f'.repeat(first.length), ['', 'cart'])).rejects.toMatchObject({
      code: 'git-failed',
    });
  });
});

function fail(): never {
  throw new Error('no tree was built');
}
