import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseOutline } from '../../src/format/outline.ts';

function check(lines: readonly string[], expected: unknown) {
  expect(parseOutline(lines.join('\n'))).toEqual(expected);
  expect(parseOutline(lines.join('\r\n'))).toEqual(expected);
}

test('a checklist with annotations becomes elements of a plan', () => {
  check(
    [
      '# Web application',
      '',
      'With users.',
      '',
      '- [ ] Design the schema @architect !high ~3h (id: schema)',
      '- [ ] Log in (after: 1, "Mail, with care", design-api-000000) (files: src/{a,b}/**, test/*) (complexity: complex)',
    ],
    {
      title: 'Web application',
      description: 'With users.',
      subtasks: [
        {
          title: 'Design the schema',
          specialist_type: 'architect',
          priority: 'high',
          estimated_effort: '3h',
          task_id: 'schema',
        },
        {
          title: 'Log in',
          dependencies: [0, 'Mail, with care', 'design-api-000000'],
          files: ['src/{a,b}/**', 'test/*'],
          complexity_level: 'complex',
        },
      ],
    },
  );
});

test('a parent waits for the items nested in it, and only for these', () => {
  check(['- [ ] A', '  - [ ] B', '    - [ ] C', '  - [ ] D', '- [ ] E', '\t* [ ] F', '1. [ ] G (after: 5)'], {
    subtasks: [
      { title: 'A', dependencies: [1, 3] },
      { title: 'B', dependencies: [2] },
      { title: 'C' },
      { title: 'D' },
      { title: 'E', dependencies: [5] },
      { title: 'F' },
      { title: 'G', dependencies: [4] },
    ],
  });
});

test('indented text describes the item above it', () => {
  check(
    [
      '- [ ] A',
      '  One.',
      '',
      '    deeper',
      '',
      '  ```',
      '  - [ ] no item',
      '  ```',
      '  Acceptance criteria:',
      '',
      '  - x',
      '  - y',
      '  Last.',
      '- [ ] B',
    ],
    {
      subtasks: [
        {
          title: 'A',
          description: 'One.\n\n  deeper\n\n```\n- [ ] no item\n```\nLast.',
          acceptance_criteria: ['x', 'y'],
        },
        { title: 'B' },
      ],
    },
  );
});

test('text outside the list is kept as the description of the plan', () => {
  check(['- [ ] A', '', '## Phase 2', '', '    code', '', '- [ ] B'], {
    description: '## Phase 2\n\n    code',
    subtasks: [{ title: 'A' }, { title: 'B' }],
  });
});

test.each([
  ['Mail ada@example.org now', 'Mail ada@example.org now'],
  ['Fix it!', 'Fix it!'],
  ['Use a (after: b) then c', 'Use a (after: b) then c'],
  ['Call f()', 'Call f()'],
  ['@alone', '@alone'],
  ['Empty (after: )', 'Empty (after: )'],
])('%j has no annotation', (line, title) => check([`- [ ] ${line}`], { subtasks: [{ title }] }));

test('a text without items has none', () => {
  check(['- plain', 'text'], { description: '- plain\ntext', subtasks: [] });
});

test('refuses items that are checked off, all at once', () => {
  const read = () => parseOutline('- [x] A\n- [ ] B\n- [X] C\n');
  expect(read).toThrow(PlanError);
  expect(read).toThrow(/line 1, line 3/);
});

test('reads 10,000 items, nested or not', () => {
  const flat = parseOutline('- [ ] A (after: 1)\n'.repeat(10_000));
  expect(flat.subtasks).toHaveLength(10_000);
  const deep = parseOutline(
    Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}- [ ] A${at}`).join('\n'),
  );
  expect(deep.subtasks.at(-2)).toEqual({ title: 'A1998', dependencies: [1999] });
});
