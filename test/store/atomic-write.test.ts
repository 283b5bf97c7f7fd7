import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilesExclusively, replaceFile, type WriteFs } from '../../src/store/atomic-write.ts';
import { failing } from './failing-fs.ts';

let folder = '';
const at = (path: string) => join(folder, path);
const read = (path: string) => fs.readFileSync(at(path), 'utf8');

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'orchestrator-write-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('replaceFile', () => {
  it('creates and replaces, keeps the mode, and leaves no temporary file', () => {
    replaceFile(at('task.md'), 'pending\n');
    fs.chmodSync(at('task.md'), 0o664);
    replaceFile(at('task.md'), new TextEncoder().encode('completed\n'));
    expect(read('task.md')).toBe('completed\n');
    expect(fs.statSync(at('task.md')).mode & 0o777).toBe(0o664);
    expect(fs.readdirSync(folder)).toEqual(['task.md']);
  });

  const failures: readonly (readonly [keyof WriteFs, string, string])[] = [
    ['openSync', 'EACCES', 'read-only'],
    ['openSync', 'EROFS', 'read-only'],
    ['openSync', 'EMFILE', 'io'],
    ['writeFileSync', 'ENOSPC', 'io'],
    ['fsyncSync', 'EIO', 'io'],
    ['closeSync', 'EIO', 'io'],
    ['renameSync', 'EPERM', 'read-only'],
  ];
  for (const [name, errno, code] of failures) {
    it(`keeps the old content when ${name} fails with ${errno}`, () => {
      fs.writeFileSync(at('task.md'), 'pending\n');
      expect(() => replaceFile(at('task.md'), 'completed\n', failing(name, errno))).toThrow(
        expect.objectContaining({ code, data: { path: at('task.md'), errno } }),
      );
      expect(read('task.md')).toBe('pending\n');
      expect(fs.readdirSync(folder)).toEqual(['task.md']);
    });
  }

  it('refuses a link, a dangling link and a folder', () => {
    fs.writeFileSync(at('secret'), 'kept');
    fs.symlinkSync(at('secret'), at('link.md'));
    fs.symlinkSync(at('nowhere'), at('dangling.md'));
    fs.mkdirSync(at('folder.md'));
    for (const name of ['link.md', 'dangling.md', 'folder.md']) {
      expect(() => replaceFile(at(name), 'x')).toThrow(expect.objectContaining({ code: 'unsafe-path' }));
    }
    expect(read('secret')).toBe('kept');
    expect(fs.existsSync(at('nowhere'))).toBe(false);
  });
});

describe('createFilesExclusively', () => {
  const files = () =>
    ['plan/plan.md', 'plan/deep/task.md', 'other.md'].map((path) => ({
      absolutePath: at(path),
      bytes: path,
    }));

  it('creates all files and their folders', () => {
    createFilesExclusively(files());
    expect(fs.readdirSync(folder, { recursive: true }).sort()).toEqual([
      'other.md',
      'plan',
      'plan/deep',
      'plan/deep/task.md',
      'plan/plan.md',
    ]);
    expect(read('plan/deep/task.md')).toBe('plan/deep/task.md');
  });

  it('creates none when one exists already, which stays', () => {
    fs.writeFileSync(at('other.md'), 'mine');
    expect(() => createFilesExclusively(files())).toThrow(
      expect.objectContaining({ code: 'io', data: { path: at('other.md'), errno: 'EEXIST' } }),
    );
    expect(fs.readdirSync(folder)).toEqual(['other.md']);
    expect(read('other.md')).toBe('mine');
  });

  const failures: readonly (readonly [keyof WriteFs, string, number])[] = [
    ['openSync', 'EACCES', 2],
    ['mkdirSync', 'EROFS', 2],
    ['writeFileSync', 'ENOSPC', 3],
    ['fsyncSync', 'EIO', 1],
    ['fsyncSync', 'EIO', 4],
    ['linkSync', 'EIO', 3],
    ['unlinkSync', 'EIO', 2],
  ];
  for (const [name, errno, nth] of failures) {
    it(`leaves nothing behind when call ${nth} of ${name} fails with ${errno}`, () => {
      expect(() => createFilesExclusively(files(), failing(name, errno, nth))).toThrow(
        expect.objectContaining({ data: expect.objectContaining({ errno }) }),
      );
      expect(fs.readdirSync(folder)).toEqual([]);
    });
  }
});
