import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { renameExclusively } from '../../src/store/rename-exclusively.ts';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orchestrator-rename-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'task.md'), 'task');
  mkdirSync(join(folder, 'plan'));
  writeFileSync(join(folder, 'plan', 'plan.md'), 'plan');
  return folder;
}

it('gives a file and a folder another name', () => {
  const folder = createFolder();
  renameExclusively(join(folder, 'task.md'), join(folder, 'task-0a1b2c.md'));
  renameExclusively(join(folder, 'plan'), join(folder, 'plan-0a1b2c'));
  expect(readdirSync(folder).sort()).toEqual(['plan-0a1b2c', 'task-0a1b2c.md']);
  expect(readFileSync(join(folder, 'task-0a1b2c.md'), 'utf8')).toBe('task');
  expect(readFileSync(join(folder, 'plan-0a1b2c', 'plan.md'), 'utf8')).toBe('plan');
});

it.each([
  ['a file', (path: string) => writeFileSync(path, 'mine')],
  ['an empty folder', (path: string) => mkdirSync(path)],
  ['a dangling link', (path: string) => symlinkSync('nowhere', path)],
])('never takes the place of %s', (_name, occupy) => {
  const folder = createFolder();
  const taken = join(folder, 'taken');
  occupy(taken);
  for (const name of ['task.md', 'plan']) {
    expect(() => renameExclusively(join(folder, name), taken)).toThrow(
      expect.objectContaining({ code: 'io', data: expect.objectContaining({ errno: 'EEXIST' }) }),
    );
  }
  expect(readdirSync(folder).sort()).toEqual(['plan', 'taken', 'task.md']);
});

it('names the path that is not there', () => {
  const folder = createFolder();
  expect(() => renameExclusively(join(folder, 'gone.md'), join(folder, 'new.md'))).toThrow(
    /gone\.md.*ENOENT/,
  );
});
