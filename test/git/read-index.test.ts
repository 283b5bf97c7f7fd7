import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readIndex } from '../../src/git/read-index.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

const LONG = `docs/${'long/'.repeat(900)}name.md`;
const PATHS = ['a', 'src/cart.ts', 'src/cart.tsx', 'src/ø.ts', 'src/line\nfeed.ts', 'tools/run.sh', LONG];

function create(objectFormat: 'sha1' | 'sha256' = 'sha1'): TestRepository {
  const repository = createRepository({ objectFormat, files: { 'src/first.ts': '1\n' } });
  open.push(repository);
  const blob = repository.git('hash-object', '-w', 'src/first.ts');
  // Names too long for the file system are fine for an index.
  for (const path of PATHS) {
    const mode = path.endsWith('.sh') ? '100755' : '100644';
    repository.git('update-index', '--add', '--cacheinfo', `${mode},${blob},${path}`);
  }
  return repository;
}

function read(repository: TestRepository, paths: readonly string[], format: 'sha1' | 'sha256' = 'sha1') {
  return readIndex(join(repository.root, '.git/index'), paths, format);
}

/** What git says, in the same form. */
function askGit(repository: TestRepository): Map<string, { mode: string; oid: string }> {
  const records = repository.git('ls-files', '--stage', '-z').split('\0').filter(Boolean);
  return new Map(
    records.map((record) => {
      const [, mode = '', oid = '', path = ''] = /^(\d+) (\w+) 0\t(.*)$/s.exec(record) ?? [];
      return [path, { mode, oid }];
    }),
  );
}

describe('readIndex', () => {
  const variants: Record<string, (repository: TestRepository) => void> = {
    'version 2': () => undefined,
    'version 3, with flags of its own': ({ git }) => {
      git('update-index', '--skip-worktree', 'src/cart.ts');
    },
    'version 4, with shortened names': ({ git }) => {
      git('update-index', '--index-version', '4');
    },
    'extensions that may be passed over': ({ git }) => {
      git('update-index', '--force-untracked-cache');
      git('write-tree');
    },
  };
  it.each(Object.entries(variants))('reads what git reads in %s', (_, prepare) => {
    const repository = create();
    prepare(repository);
    const all = askGit(repository);
    expect(all.size).toBe(PATHS.length + 1);
    expect(read(repository, [...all.keys()])).toEqual({ hasConflict: false, entries: all });
    expect(read(repository, ['src/cart.ts', 'src/none.ts'])?.entries.size).toBe(1);
  });

  it('reads an index of SHA-256 names', () => {
    const repository = create('sha256');
    const all = askGit(repository);
    expect(read(repository, [...all.keys()], 'sha256')).toEqual({ hasConflict: false, entries: all });
  });

  it('sees a conflict, and gives no entry for its path', () => {
    const repository = createRepository({ files: { a: 'a\n', 'src/first.ts': '1\n' } });
    open.push(repository);
    expect(read(repository, ['a'])?.hasConflict).toBe(false);
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('src/first.ts', '2\n');
    repository.git('commit', '--quiet', '--all', '--message=two');
    repository.git('checkout', '--quiet', 'main');
    repository.write('src/first.ts', '3\n');
    repository.git('commit', '--quiet', '--all', '--message=three');
    expect(() => repository.git('merge', '--quiet', 'other')).toThrow();
    const reading = read(repository, ['src/first.ts', 'a']);
    expect(reading?.hasConflict).toBe(true);
    expect([...(reading?.entries.keys() ?? [])]).toEqual(['a']);
  });

  it('takes a missing index for an empty one', () => {
    const repository = createRepository();
    open.push(repository);
    expect(read(repository, ['a'])).toEqual({ hasConflict: false, entries: new Map() });
  });

  it('leaves to git what it cannot read: a split index, another version, a file that is cut off', () => {
    const repository = create();
    const file = join(repository.root, '.git/index');
    const whole = readFileSync(file);
    repository.git('update-index', '--split-index');
    expect(read(repository, ['a'])).toBeNull();
    for (const bytes of [
      whole.subarray(0, -1),
      whole.subarray(0, 200),
      whole.subarray(0, 8),
      Buffer.alloc(0),
    ]) {
      writeFileSync(file, bytes);
      expect(read(repository, ['a'])).toBeNull();
    }
    const newer = Buffer.from(whole);
    newer.writeUInt32BE(5, 4);
    writeFileSync(file, newer);
    expect(read(repository, ['a'])).toBeNull();
    const sparse = Buffer.from('sdir\0\0\0\0', 'latin1');
    writeFileSync(file, Buffer.concat([whole.subarray(0, -20), sparse, whole.subarray(-20)]));
    expect(read(repository, ['a'])).toBeNull();
  });
});
