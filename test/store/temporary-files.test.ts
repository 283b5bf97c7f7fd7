import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newTemporaryName, sweepTemporaries } from '../../src/store/temporary-files.ts';

const DEAD = 2 ** 30;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orchestrator-sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A name as another process would have made it, here or elsewhere. */
function nameOf(pid: number, where: 'here' | 'elsewhere'): string {
  const digits = newTemporaryName().split('-').at(-1) ?? '';
  const other = digits.startsWith('f') ? '0' : 'f';
  return `.tmp-${pid}-${where === 'here' ? digits : other + digits.slice(1)}`;
}

function leave(name: string, ageMs = 0): string {
  writeFileSync(join(folder, name), '');
  const at = new Date(Date.now() - ageMs);
  utimesSync(join(folder, name), at, at);
  return name;
}

it('removes files and folders of dead processes at once', () => {
  const file = leave(nameOf(DEAD, 'here'));
  const plan = nameOf(DEAD, 'here');
  mkdirSync(join(folder, plan));
  writeFileSync(join(folder, plan, 'plan.md'), '');
  expect(sweepTemporaries(folder).sort()).toEqual([file, plan].sort());
  expect(readdirSync(folder)).toEqual([]);
});

it('leaves those of living processes, and whatever else there is', () => {
  const names = [newTemporaryName(), nameOf(process.ppid, 'here'), `.tmp-${DEAD}-mine.md`, 'task.md'];
  for (const name of names) leave(name, 3_600_000);
  expect(sweepTemporaries(folder)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
});

it('removes those of a boot, host or container that it cannot see into when they are old', () => {
  const old = leave(nameOf(DEAD, 'elsewhere'), 3_600_000);
  leave(nameOf(DEAD, 'elsewhere'));
  expect(sweepTemporaries(folder)).toEqual([old]);
});

it('finds nothing in a folder that is not there', () => {
  expect(sweepTemporaries(join(folder, 'missing'))).toEqual([]);
});
