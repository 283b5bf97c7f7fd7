/** The merge driver as git runs it: in a merge either way round, a rebase and a cherry-pick, and where it cannot run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { idOfCase, MERGE_CASES, pathOfCase } from '../../scripts/merge-cases.ts';
import { createMergeRepository } from '../../scripts/merge-repository.ts';
import { parseTaskFile } from '../../src/format/parse-file.ts';
import { readBody } from '../../src/format/sections.ts';
import { cleanEnvironment, runOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const CLEAN = [
  'neighbouring fields',
  'a new dependency, and another one removed',
  'line endings, and a field',
  'completed, and a note',
  'two notes',
  'two boxes checked, one below the other',
];

describe('the merge driver', () => {
  it('gives the same tasks in a merge, the other way round, in a rebase and in a cherry-pick', () => {
    const cases = [...MERGE_CASES.entries()].filter(([, { what }]) => CLEAN.includes(what));
    const indexes = cases.map(([index]) => index);
    const [merged, ...others] = [
      readAfter('ours', ['merge', '--quiet', 'theirs'], indexes),
      readAfter('theirs', ['merge', '--quiet', 'ours'], indexes),
      readAfter('theirs', ['rebase', '--quiet', 'ours'], indexes),
      readAfter('ours', ['cherry-pick', 'theirs'], indexes),
    ];
    expect(merged?.map(({ written }) => written?.id)).toEqual(indexes.map(idOfCase));
    expect(merged).toHaveLength(CLEAN.length);
    for (const other of others) expect(other).toEqual(merged);
  });

  /** What the tasks say after a command that has to succeed. */
  function readAfter(branch: string, command: readonly string[], indexes: readonly number[]) {
    const repository = createMergeRepository(inject('orcEntry'), indexes);
    cleanups.push(repository.cleanup);
    repository.git('checkout', '--quiet', branch);
    expect(repository.git(...command)).not.toBeNull();
    return indexes.map((index) => {
      const bytes = new TextEncoder().encode(repository.read(pathOfCase(index)) ?? '');
      const { written, body } = parseTaskFile({ bytes, path: pathOfCase(index), id: idOfCase(index) });
      return { written, ...readBody(body) };
    });
  }

  /** What is left in the file of a case that conflicts, and whether git knows that it does. */
  function conflict(entry: string | null, prepare: (root: string) => void = () => {}) {
    const index = MERGE_CASES.findIndex(({ what }) => what === 'one field, to two values');
    const repository = createMergeRepository(entry, [index]);
    cleanups.push(repository.cleanup);
    prepare(repository.root);
    repository.git('checkout', '--quiet', 'ours');
    expect(repository.git('merge', 'theirs')).toBeNull();
    expect(repository.git('diff', '--name-only', '--diff-filter=U')).toBe(`${pathOfCase(index)}\n`);
    return repository.read(pathOfCase(index)) ?? '';
  }

  it('leaves markers around the field, and git knows', () => {
    const text = conflict(inject('orcEntry'));
    expect(text).toMatch(/^<{7} ours\npriority: critical\n={7}\npriority: low\n>{7} theirs\n/m);
  });

  it('is replaced by a merge of text where the program is missing', () => {
    const text = conflict(inject('orcEntry'), (root) => rmSync(join(root, '..', 'tools', 'orc')));
    expect(text).toMatch(/^<{7} ours\n[\s\S]*^={7}\n[\s\S]*^>{7} theirs\n/m);
  });

  it('is replaced by a merge of text where the program fails', () => {
    const text = conflict(inject('orcEntry'), (root) => {
      rmSync(join(root, '..', 'tools', 'orc'));
      writeFileSync(join(root, '..', 'tools', 'orc'), '#!/bin/sh\nexit 255\n', { mode: 0o755 });
    });
    expect(text).toMatch(/^<{7} ours\n[\s\S]*^={7}\n[\s\S]*^>{7} theirs\n/m);
  });

  function drive(versions: Record<'base' | 'ours' | 'theirs', Uint8Array>, path = 'task.md') {
    const folder = scratch();
    for (const [side, bytes] of Object.entries(versions)) writeFileSync(join(folder, side), bytes);
    const args = ['merge-driver', 'base', 'ours', 'theirs', '7', path];
    return runOrc(folder, args).then(({ code }) => ({ code, bytes: readFileSync(join(folder, 'ours')) }));
  }

  it('keeps bytes that are no UTF-8', async () => {
    const text = (title: string) =>
      Buffer.concat([Buffer.from(`a\n${title}\nb\n`), Buffer.from([0xff, 0xfe, 0x0a])]);
    const versions = {
      base: text('Soup'),
      ours: text('Bread'),
      theirs: Buffer.concat([text('Soup'), Buffer.from('c\n')]),
    };
    expect(await drive(versions)).toEqual({
      code: 0,
      bytes: Buffer.concat([text('Bread'), Buffer.from('c\n')]),
    });
  });

  it('says with its exit code that it has done nothing, so that git merges the file', async () => {
    const { code, stderr } = await runOrc(scratch(), ['merge-driver', 'no', 'such', 'files', '7', 'task.md']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('orc merge-driver: '),
    });
  });

  it('is started by a path of any kind', () => {
    const path = ".tasks/shop-7k2m9d/it's $(odd) `name`; #1.md";
    const repository = createRepository({ files: { [path]: 'a\n\nb\n' } });
    cleanups.push(repository.cleanup);
    const tools = join(scratch(), 'tools');
    mkdirSync(tools);
    symlinkSync(inject('orcEntry'), join(tools, 'orc'));
    const env = { ...cleanEnvironment(), PATH: `${tools}:${process.env.PATH}` };
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: repository.root, env, stdio: 'pipe' });
    execFileSync(process.execPath, [inject('orcEntry'), 'init', '--merge-driver'], {
      cwd: repository.root,
      env,
      stdio: 'pipe',
    });
    git('checkout', '--quiet', '-b', 'theirs');
    repository.write(path, 'A\n\nb\n');
    git('commit', '--quiet', '--all', '--message=theirs');
    git('checkout', '--quiet', 'main');
    repository.write(path, 'a\n\nB\n');
    git('commit', '--quiet', '--all', '--message=ours');
    git('merge', '--quiet', 'theirs');
    expect(repository.read(path)).toBe('A\n\nB\n');
  });
});
