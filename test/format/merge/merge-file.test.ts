import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../../src/format/merge/merge-file.ts';
import { pickChange, type Sides } from '../../../src/format/merge/sides.ts';

const OPTIONS = { markerSize: 7, labels: { ours: 'ours', theirs: 'theirs' }, isDerived: false };

type Edit = (text: string) => string;

const BASE = `---
id: soup-8xw2mn
title: Cook soup
status: pending
# how soon
priority: high
depends_on:
  - buy-leeks-000001
  - light-fire-000002
files:
  - kitchen/**
---

Slowly.

## Acceptance criteria

- [ ] hot
- [ ] salted
`;

function swap(from: string | RegExp, to: string): Edit {
  return (text) => text.replace(from, to);
}

/** Merges two edits of a text both ways, and expects that it makes no difference. */
function check(ours: Edit, theirs: Edit, base = BASE) {
  const sides: Sides<string> = { base, ours: ours(base), theirs: theirs(base) };
  const merged = mergeFile(sides, OPTIONS);
  const back = mergeFile({ base, ours: sides.theirs, theirs: sides.ours }, OPTIONS);
  expect(back.conflicts).toEqual(merged.conflicts);
  if (merged.conflicts.length === 0) expect(back.text).toBe(merged.text);
  return merged;
}

/** What stands between the markers. */
function conflictsIn(text: string): [ours: string, theirs: string][] {
  const blocks = text.matchAll(/^<{7} ours\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} theirs\n/gm);
  return [...blocks].map(([, ours = '', theirs = '']) => [ours, theirs]);
}

describe('fields', () => {
  test.each<[string, Edit, Edit, string]>([
    [
      'neighbours',
      swap('Cook soup', 'Cook'),
      swap('pending', 'blocked\nreason: no salt'),
      'title: Cook\nstatus: blocked\nreason: no salt\n# how soon',
    ],
    [
      'a value, and the comment beside it',
      swap('high', 'low'),
      swap('high', 'high # now'),
      'priority: low # now\n',
    ],
    [
      'a value, and the comment above it',
      swap('high', 'low'),
      swap('how soon', 'how very soon'),
      '# how very soon\npriority: low\n',
    ],
    ['two spellings of one new value', swap('high', '"low"'), swap('high', "'low'"), 'priority: "low"\n'],
    ['a spelling, and a value', swap('high', '"high"'), swap('high', 'low'), 'priority: low\n'],
    [
      'new fields in one place',
      swap('---\n\n', 'zest: 1\n---\n\n'),
      swap('---\n\n', 'owner: ada\n---\n\n'),
      'owner: ada\nzest: 1\n---',
    ],
    [
      'a field moved, and changed',
      (text) =>
        text
          .replace(/# how soon\npriority: high\n/, '')
          .replace('title:', '# how soon\npriority: high\ntitle:'),
      swap('high', 'low'),
      '# how soon\npriority: low\ntitle:',
    ],
    [
      'a field removed, its comment kept, and another changed',
      swap('priority: high\n', ''),
      swap('Cook soup', 'Cook'),
      'title: Cook\nstatus: pending\n# how soon\ndepends_on:',
    ],
    [
      'new items',
      swap('  - light', '  - cut-bread-000003 # thin\n  - light'),
      swap('  - light', '  - dice-onions-000004\n  - light'),
      '- buy-leeks-000001\n  - cut-bread-000003 # thin\n  - dice-onions-000004\n  - light-fire-000002\n',
    ],
    [
      'an item removed, and one added',
      swap('  - buy-leeks-000001\n', ''),
      swap('  - light', '  - cut-bread-000003\n  - light'),
      'depends_on:\n  - cut-bread-000003\n  - light-fire-000002\nfiles',
    ],
    [
      'each of the last two items removed',
      swap('  - buy-leeks-000001\n', ''),
      swap('  - light-fire-000002\n', ''),
      'priority: high\nfiles',
    ],
    [
      'a new list on both sides',
      swap('---\n\n', 'labels: [a, b]\n---\n\n'),
      swap('---\n\n', 'labels: [b, c]\n---\n\n'),
      'labels: [a, b, c]\n',
    ],
    [
      'started, and completed',
      swap('pending', 'in_progress'),
      swap('pending', 'completed'),
      'status: completed\n',
    ],
  ])('merges %s', (_, ours, theirs, expected) => {
    const { text, conflicts } = check(ours, theirs);
    expect(conflicts).toEqual([]);
    expect(text).toContain(expected);
  });

  test.each<[string, Edit, Edit, string[]]>([
    ['two values', swap('high', 'low'), swap('high', 'critical'), ['priority']],
    ['a value, and its removal', swap('high', 'low'), swap('priority: high\n', ''), ['priority']],
    ['blocked, and completed', swap('pending', 'blocked'), swap('pending', 'completed'), ['status']],
    ['put back, and completed', swap('in_progress', 'pending'), swap('in_progress', 'completed'), ['status']],
    ['two comments in one place', swap('how soon', 'soon'), swap('how soon', 'when'), ['priority']],
    [
      'two reasons',
      swap('pending', 'blocked\nreason: no salt'),
      swap('pending', 'blocked\nreason: no fire'),
      ['reason'],
    ],
    [
      'a field removed with its comment, and the comment changed',
      swap('# how soon\npriority: high\n', ''),
      swap('how soon', 'when'),
      ['priority'],
    ],
  ])('leaves to a person %s', (name, ours, theirs, expected) => {
    const base = name.startsWith('put back') ? BASE.replace('pending', 'in_progress') : BASE;
    expect(check(ours, theirs, base).conflicts).toEqual(expected);
  });

  test('puts markers around what is in question, and merges the rest', () => {
    const { text } = check(
      (base) => base.replace('high', 'low').replace('Cook soup', 'Cook'),
      (base) => base.replace('high', 'critical').replace('salted', 'peppered'),
    );
    expect(conflictsIn(text)).toEqual([['priority: low\n', 'priority: critical\n']]);
    expect(text).toContain('title: Cook\n');
    expect(text).toContain('- [ ] peppered\n');
  });

  test('keeps the order of a side when the other has another one, and asks when both do', () => {
    const first = (key: string) => (text: string) => {
      const line = new RegExp(`^${key}: .*\n`, 'm').exec(text)?.[0] ?? '';
      return text.replace(line, '').replace('---\n', `---\n${line}`);
    };
    expect(check(first('status'), swap('high', 'low')).text).toMatch(/^---\nstatus: pending\nid:/);
    expect(check(first('status'), first('title')).conflicts).toEqual(['text']);
  });
});

describe('a completion', () => {
  const complete =
    (ulid: string, day: number, extra = ''): Edit =>
    (text) =>
      text
        .replace('status: pending', 'status: completed')
        .replace(
          '---\n\n',
          `completed_at: 2026-03-0${day}T00:00:00Z\ncompletion: ${ulid}\ncommits:\n  - ${String(day).repeat(40)}\n${extra}---\n\n`,
        )
        .replace(/$/, `\n## Result\n\nDay ${day}.\n`);
  const first = complete('01ARZ3NDEKTSV4RRFFQ69G5FAV', 1);
  const second = complete(
    '01BX5ZZKBKACTAV9WEVGEMMVRZ',
    2,
    `artifacts:\n  - path: a\n    blob: ${'b'.repeat(40)}\n`,
  );

  test('is never mixed with another one', () => {
    const { text, conflicts } = check(first, second);
    expect(conflicts).toEqual(['completed_at', 'completion', 'commits', 'artifacts', 'result']);
    const [record, result] = conflictsIn(text);
    expect(record?.[1]).toContain('artifacts:\n');
    expect(result).toEqual(['Day 1.\n', 'Day 2.\n']);
  });

  test('is in question as a whole when the other side has cancelled the task', () => {
    const { conflicts } = check(first, swap('status: pending', 'status: cancelled\nreason: fasting'));
    expect(conflicts).toEqual(['status', 'reason', 'completed_at', 'completion', 'commits', 'result']);
  });

  test('that both sides have keeps the commits that each has found', () => {
    const relinked: Edit = (text) => first(text).replace('1'.repeat(40), 'c'.repeat(40));
    const { text, conflicts } = check(first, relinked);
    expect(conflicts).toEqual([]);
    expect(text).toContain(`commits:\n  - ${'1'.repeat(40)}\n  - ${'c'.repeat(40)}\n`);
  });

  test('goes together with what the other side adds to the text', () => {
    const { text, conflicts } = check(
      first,
      (base) => `${base.replace('Slowly.', 'Slowly, with leeks.')}- [ ] served\n`,
    );
    expect(conflicts).toEqual([]);
    expect(text).toContain('with leeks.');
    expect(text.endsWith('- [ ] served\n\n## Result\n\nDay 1.\n')).toBe(true);
  });
});

describe('the body', () => {
  const note =
    (...notes: string[]): Edit =>
    (text) =>
      text.includes('## Notes')
        ? `${text}${notes.map((one) => `- ${one}\n`).join('')}`
        : `${text}\n## Notes\n\n${notes.map((one) => `- ${one}\n`).join('')}`;

  test('has the notes of both sides, each once', () => {
    const { text } = check(
      note('2026-03-02: two', '2026-03-04: four'),
      note('2026-03-01: one', '2026-03-02: two'),
    );
    expect(text.slice(text.indexOf('## Notes'))).toBe(
      '## Notes\n\n- 2026-03-01: one\n- 2026-03-02: two\n- 2026-03-04: four\n',
    );
  });

  test('has them after those of before, also with a section below', () => {
    const base = `${note('2026-03-09: nine')(BASE)}\n## References\n\nNone.\n`;
    const add = (text: string): Edit => swap('nine\n', `nine\n- ${text}\n`);
    expect(check(add('2026-03-02: two'), add('2026-03-01: one'), base).text).toContain(
      '- 2026-03-09: nine\n- 2026-03-01: one\n- 2026-03-02: two\n\n## References\n',
    );
  });

  test('has them too where an earlier merge has put some between those of before', () => {
    const base = note('2026-03-01: one', '2026-03-05: five')(BASE);
    const between = swap('one\n', 'one\n- 2026-03-03: three\n');
    const { text } = check(between, (before) => note('2026-03-06: six')(between(before)), base);
    const { text: other } = check(between, note('2026-03-06: six'), base);
    for (const merged of [text, other]) {
      expect(merged.match(/: (one|three|five|six)$/gm)).toEqual([': one', ': three', ': five', ': six']);
    }
  });

  test('keeps the spaces at the end of a note, and the blank lines between notes', () => {
    const base = note('2026-03-01: one  ')(BASE).replace('one  \n', 'one  \n\n- 2026-03-02: two\n');
    const { text } = check(note('2026-03-04: four  '), note('2026-03-03: three'), base);
    expect(text.endsWith('one  \n\n- 2026-03-02: two\n- 2026-03-03: three\n- 2026-03-04: four  \n')).toBe(
      true,
    );
  });

  test('asks when an old note was rewritten on both sides', () => {
    const base = note('2026-03-09: nine')(BASE);
    expect(check(swap('nine', 'ten'), swap('nine', 'eight'), base).conflicts).toEqual(['notes']);
  });

  test('has every box that was checked on a side, and unchecks one that a side has unchecked', () => {
    expect(check(swap('[ ] hot', '[x] hot'), swap('[ ] salted', '[X] salted')).text).toContain(
      '- [x] hot\n- [X] salted\n',
    );
    const base = BASE.replace('[ ] hot', '[x] hot');
    expect(check(swap('[x] hot', '[ ] hot'), swap('[ ] salted', '[x] salted'), base).text).toContain(
      '- [ ] hot\n- [x] salted\n',
    );
  });

  test('asks when a box was checked whose text the other side has rewritten', () => {
    expect(check(swap('[ ] hot', '[x] hot'), swap('hot', 'warm')).conflicts).toEqual(['text']);
  });

  test('asks when an open fence would hide a new section', () => {
    const { conflicts } = check(swap('Slowly.', '```\nSlowly.'), note('2026-03-01: one'));
    expect(conflicts).toEqual([]);
    const merged = check(swap('- [ ] salted\n', '- [ ] salted\n\n```\n'), note('2026-03-01: one'));
    expect(merged.text).toContain('2026-03-01: one');
  });
});

test('a text with both kinds of line endings keeps each of them', () => {
  const base = BASE.replaceAll('\n', '\r\n').replace('high\r\n', 'high\n');
  const { text, conflicts } = check(swap('Cook soup', 'Cook'), swap('Slowly', 'Fast'), base);
  expect(conflicts).toEqual([]);
  expect(text).toBe(base.replace('Cook soup', 'Cook').replace('Slowly', 'Fast'));
});

describe('a file that is no readable task', () => {
  test.each([
    ['of bad YAML', swap('title: Cook soup', 'title: [')],
    ['without front matter', () => 'Just text.\n\nOf two lines.\n'],
  ])('%s is merged by line', (_, spoil) => {
    const base = spoil(BASE);
    expect(
      check(
        (text) => `# Soup\n${text}`,
        (text) => `${text}The end.\n`,
        base,
      ),
    ).toEqual({
      text: `# Soup\n${base}The end.\n`,
      conflicts: [],
    });
  });

  test('on one side only is never made of two halves that do not fit', () => {
    const broken = BASE.replace('id:', 'title: twice\nid:');
    const merged = check(
      swap('title:', 'owner: ada\ntitle:'),
      swap('---\n\n', 'owner: bob\n---\n\n'),
      broken,
    );
    expect(merged.conflicts).toEqual([]); // both sides are as broken as the base
    const mended = check(
      (text) => text.replace('title: twice\n', 'owner: ada\n'),
      (text) => text.replace('title: twice\n', '').replace('---\n\n', 'owner: ada\n---\n\n'),
      broken,
    );
    expect(mended.conflicts).toEqual(['text']);
  });

  test('that both sides have added is in question unless it is the same', () => {
    const sides = { base: '', ours: BASE, theirs: BASE.replace('high', 'low') };
    expect(mergeFile(sides, OPTIONS).conflicts).toEqual(['text']);
    expect(mergeFile({ ...sides, theirs: BASE }, OPTIONS)).toEqual({ text: BASE, conflicts: [] });
  });

  test('that is written as a whole is not mixed', () => {
    const options = { ...OPTIONS, isDerived: true };
    const sides = { base: 'a\n\nb\n\nc\n', ours: 'A\n\nb\n\nc\n', theirs: 'a\n\nb\n\nC\n' };
    expect(conflictsIn(mergeFile(sides, options).text)).toEqual([['A\n\nb\n\nc\n', 'a\n\nb\n\nC\n']]);
  });
});

test('markers have the size that git asks for', () => {
  const sides = { base: 'a\n', ours: 'b\n', theirs: 'c\n' };
  expect(mergeFile(sides, { ...OPTIONS, markerSize: 9 }).text).toBe(
    '<<<<<<<<< ours\nb\n=========\nc\n>>>>>>>>> theirs\n',
  );
});

test('a side that changed nothing has no say', () => {
  expect(pickChange({ base: 1, ours: 2, theirs: 1 })).toEqual({ value: 2 });
  expect(pickChange({ base: 1, ours: 2, theirs: 3 })).toBeUndefined();
});
