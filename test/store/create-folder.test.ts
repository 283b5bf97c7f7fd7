import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WriteFs } from '../../src/store/atomic-write.ts';
import { createFolderExclusively } from '../../src/store/create-folder.ts';
import { failing } from './failing-fs.ts';

const FILES = new Map([
  ['plan.md', '# Open the shop\n'],
  ['paint.md', '# Paint\n'],
]);
let root = '';
const at = (path: string) => join(root, path);
const list = () => fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'orchestrator-folder-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

it('creates the folder, those above it and its files', () => {
  createFolderExclusively(at('.tasks/shop'), FILES);
  expect(list()).toEqual(['.tasks', '.tasks/shop', '.tasks/shop/paint.md', '.tasks/shop/plan.md']);
  expect(fs.readFileSync(at('.tasks/shop/plan.md'), 'utf8')).toBe('# Open the shop\n');
});

it('shows the folder only once it is full', () => {
  const seen: string[][] = [];
  const watching: WriteFs = {
    ...fs,
    fsyncSync: (descriptor) => {
      seen.push(fs.existsSync(at('shop')) ? fs.readdirSync(at('shop')) : []);
      fs.fsyncSync(descriptor);
    },
  };
  createFolderExclusively(at('shop'), FILES, watching);
  expect(seen).toEqual([[], [], [], ['paint.md', 'plan.md']]);
});

it('takes the place of nothing', () => {
  fs.mkdirSync(at('shop'));
  fs.writeFileSync(at('shop/mine.md'), 'kept');
  expect(() => createFolderExclusively(at('shop'), FILES)).toThrow(
    expect.objectContaining({ code: 'io', data: { path: at('shop'), errno: 'ENOTEMPTY' } }),
  );
  expect(list()).toEqual(['shop', 'shop/mine.md']);
});

const FAILURES: readonly (readonly [keyof WriteFs, string, number])[] = [
  ['mkdirSync', 'EROFS', 1],
  ['mkdirSync', 'ENOSPC', 2],
  ['openSync', 'EMFILE', 2],
  ['writeFileSync', 'ENOSPC', 2],
  ['fsyncSync', 'EIO', 1],
  ['fsyncSync', 'EIO', 3],
  ['renameSync', 'EIO', 1],
  ['fsyncSync', 'EIO', 4],
];
for (const [name, errno, nth] of FAILURES) {
  it(`leaves nothing behind when call ${nth} of ${name} fails with ${errno}`, () => {
    expect(() => createFolderExclusively(at('.tasks/shop'), FILES, failing(name, errno, nth))).toThrow(
      expect.objectContaining({ data: { path: at('.tasks/shop'), errno } }),
    );
    expect(list()).toEqual([]);
  });
}
