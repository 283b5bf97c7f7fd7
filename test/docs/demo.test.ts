/** `npm run demo` is a promise of the README: it has to end well, and what it leaves has to be what it shows. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'orchestrator-demo-test-'));
let output = '';
let repository = '';

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
}

describe('the demo', () => {
  beforeAll(() => {
    output = execFileSync(process.execPath, ['--import', 'tsx', 'demo/demo.ts', inject('orcEntry')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    });
    repository = /The repository lies in\n {2}(.+)/.exec(output)?.[1] ?? '';
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('shows every phase, a refusal, a lost claim and a revision', () => {
    for (const text of ['Phase 1', 'Phase 2', 'Phases 3 to 5', 'Phase 6', '[not-ready]', '[claim-taken]']) {
      expect(output).toContain(text);
    }
    expect(output).toContain('--next-action needs_revision');
  });

  test('ends with an audit before and after a squash merge, and the log of a task', () => {
    const ending = output.slice(output.indexOf('And git alone tells the story'));
    const shown = ending.match(
      /^\$ (?:orc (?:audit|log)|git merge).*|^9 completions: .*|pending → completed$/gm,
    );
    expect(shown).toEqual([
      '$ orc log hash-passwords',
      'pending → completed',
      '$ orc audit',
      '9 completions: 9 exact',
      '$ git merge --quiet --squash main',
      '$ orc audit',
      '9 completions: 9 squashed',
      '$ orc log hash-passwords',
      '$ orc audit --relink',
      '9 completions: 8 exact, 1 squashed',
    ]);
    expect(git('log', '--format=%B', 'release~')).not.toContain('Task');
  });

  test('leaves a clean repository in which nine tasks are completed and synthesized', () => {
    expect(git('status', '--porcelain')).toBe('');
    expect(git('log', '-E', '--grep=^Task-Status: completed$', '--format=%h').split('\n')).toHaveLength(9);
    expect(git('ls-files', '.tasks').match(/synthesis\.md$/gm)).toHaveLength(1);
    expect(git('for-each-ref', 'refs/orchestrator')).toBe('');
    expect(git('fsck', '--no-dangling')).toBe('');
  });
});
