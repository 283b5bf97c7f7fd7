import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, parseConfig } from '../../src/format/parse-config.ts';

const HOUR = 3_600_000;

describe('parseConfig', () => {
  const good: readonly [text: string, expected: object][] = [
    ['', {}],
    ['# nothing but a comment\n\n   # indented\n', {}],
    ['---\ncommit: manual\n', { commit: 'manual' }],
    ['commit: "manual"   # quoted\r\n', { commit: 'manual' }],
    ["commit: 'auto'\nlease:   90m # a while\n", { leaseMs: 1.5 * HOUR }],
    ['lease: 30d\nbrief_max_bytes: 4096', { leaseMs: 720 * HOUR, briefMaxBytes: 4096 }],
    ['lease:\ncommit: # later\n', {}],
    ['remote: origin\nworktrees: /srv/trees/{task}', { remote: 'origin', worktrees: '/srv/trees/{task}' }],
  ];
  it.each(good)('reads %j', (text, expected) => {
    expect(parseConfig(text, 'c.yaml')).toEqual({ config: { ...DEFAULT_CONFIG, ...expected }, problems: [] });
  });

  const bad: readonly [text: string, places: string[]][] = [
    ['commit: yes', ['1:9']],
    ['commit: auto # fine\ncommit: manual', ['2:1']],
    ['lease: 4', ['1:8']],
    ['lease: 0h', ['1:8']],
    ['lease: 31d', ['1:8']],
    ['lease: 1w', ['1:8']],
    ['brief_max_bytes: 16k', ['1:18']],
    ['brief_max_bytes: 4095', ['1:18']],
    ['brief_max_bytes: 1048577', ['1:18']],
    ['colour: red\n\nbrief-max-bytes: 5000', ['1:1', '3:1']],
    ['remote: --upload-pack=x', ['1:9']],
    ['worktrees: trees/{task}', ['1:12']],
    ['worktrees: ../trees', ['1:12']],
    ['commit:auto', ['1:1']],
    ['commit: [auto]', ['1:9']],
    ['commit: &a auto', ['1:9']],
    ['commit:\n  mode: auto', ['2:1']],
    ['<<<<<<< HEAD\ncommit: auto', ['1:1']],
    ['constructor: 1\n__proto__: 2', ['1:1', '2:1']],
    ['commit: auto\n---\nlease: 1h', ['2:1']],
  ];
  it.each(bad)('complains about %j', (text, places) => {
    const { problems } = parseConfig(text, 'c.yaml');
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(places);
    expect(new Set(problems.map(({ code, path }) => `${code} ${path}`))).toEqual(
      new Set(['config-invalid c.yaml']),
    );
  });

  it('says which setting was probably meant', () => {
    const hints = parseConfig('comit: auto\nbrief-max-bytes: 9000\nxyzzy: 1\n', 'c.yaml').problems.map(
      (problem) => problem.hint,
    );
    expect(hints).toEqual([
      'Did you mean `commit`?',
      'Did you mean `brief_max_bytes`?',
      'The settings are commit, lease, brief_max_bytes, remote, worktrees.',
    ]);
  });

  it('keeps the other settings when one is wrong', () => {
    expect(parseConfig('commit: yes\nlease: 1h\n', 'c.yaml').config).toEqual({
      ...DEFAULT_CONFIG,
      leaseMs: HOUR,
    });
  });
});
