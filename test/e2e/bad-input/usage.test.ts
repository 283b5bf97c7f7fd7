/** Command lines that are not of the documented form: exit 2, one error, and nothing done. */

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { runOrc } from '../../helpers/orc.ts';
import { createRepository } from '../../helpers/repository.ts';
import { checkRefused } from './refusal.ts';

const shop = createRepository({ files: { 'README.md': '# Shop\n' } });
afterAll(() => shop.cleanup());

const USAGE = [
  'no-such-command',
  'sesion',
  'session --no-such-option',
  'session too many',
  'init --no-such-option',
  'plan Shop',
  'plan Shop --subtasks missing.json',
  'plan Shop --subtasks - --template feature',
  'plan Shop --subtasks - --set a=b',
  'plan Shop --template feature --set novalue',
  'plan Shop --subtasks',
  'execute one two',
  'complete',
  'complete task',
  'complete task --summary',
  'synthesize',
  'show',
  'list --limit many',
  'list --limit 0',
  'list --state done',
  'ready --limit -1',
  'next --parallel 1.5',
  'add',
  'add Title',
  'update',
  'cancel task',
  'reopen task',
  'release',
];

describe('a command line is refused with exit 2', () => {
  it.each(USAGE)('orc %s', async (line) => {
    await checkRefused({ folder: shop.root }, line.split(' '), 'usage', { input: '[]' });
  });

  it('with the name that was probably meant', async () => {
    const { code, stdout, stderr } = await runOrc(shop.root, ['stauts']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('status');
  });

  it('and as text when no JSON was asked for', async () => {
    const { code, stdout, stderr } = await runOrc(shop.root, ['show']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .+ \[usage\]\nhint: .+\n$/);
  });

  it('when there is no command at all', async () => {
    const { code, stdout, stderr } = await runOrc(shop.root, []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: orc');
  });
});

describe('a broken installation', () => {
  it('ends with 255 and says how to repair it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
    mkdirSync(join(folder, 'bin'));
    cpSync(inject('orcEntry'), join(folder, 'bin/orc.cjs'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/orc.cjs'), 'status'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect({ status, stdout }).toEqual({ status: 255, stdout: '' });
    expect(stderr).toContain('npm run build');
  });

  it('does not keep `--version` from working', () => {
    const entry = inject('orcEntry');
    const text = execFileSync(process.execPath, [entry, '--version'], {
      encoding: 'utf8',
      cwd: dirname(entry),
    });
    expect(text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
