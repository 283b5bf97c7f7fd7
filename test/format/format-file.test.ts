import { expect, test } from 'vitest';
import { formatPlanFile, formatTaskFile } from '../../src/format/format-file.ts';
import { corpus, ID, parse, taskText } from './fixtures.ts';

test.each(['canonical.txt', 'completed.txt'])(
  'format after parse is the identity on the bytes of %s',
  (name) => {
    const text = corpus.get(name) ?? '';
    const { written, body } = parse(text);
    expect(written && formatTaskFile(written, body)).toBe(text);
  },
);

test('lays out fields in the order of the table, sets sorted, and the status always', () => {
  const written = {
    files: ['src/**', 'docs/*', 'src/**'],
    depends_on: ['b-000000', 'a-000000'],
    artifact_type: 'general' as const,
    commits: [],
    complexity: 'moderate' as const,
    title: 'a: b',
    id: ID,
  };
  expect(formatTaskFile(written, '\n\n  - Text\n\n')).toBe(
    `---\nid: ${ID}\ntitle: "a: b"\nstatus: pending\ndepends_on:\n  - a-000000\n  - b-000000\ncomplexity: moderate\nfiles:\n  - docs/*\n  - src/**\n---\n\n  - Text\n`,
  );
});

test('a file without a body ends with the closing line', () => {
  expect(formatTaskFile({ id: ID, title: 'Hash passwords' }, '')).toBe(taskText('status: pending'));
});

test('a plan keeps long context as a block', () => {
  const written = { id: ID, title: 'Auth', context: 'a\n\nb', cancelled: false };
  expect(formatPlanFile(written, 'Goal.')).toBe(
    `---\nid: ${ID}\ntitle: Auth\ncontext: |-\n  a\n\n  b\n---\n\nGoal.\n`,
  );
});
