import { afterAll, expect, test } from 'vitest';
import { askOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const NAMES = [
  ...['line\nfeed.txt', 'a b.txt', 'räk smörgås.txt', '*.txt', '[ab].txt', '-leading.txt', '--all', '#.txt'],
  ...['"quoted".txt', "it's.txt", 'tab\t.txt', '- item', '{a,b}', '!not', '~', 'a\u0301.txt', '\u00e1.txt'],
];
const repository = createRepository({ files: { 'README.md': 'odd names\n' }, commit: true });
afterAll(() => repository.cleanup());

test('a completion with oddly named artifacts can be read and audited', async () => {
  const { root } = repository;
  await askOrc(root, ['plan', 'Odd names', '--subtasks', '-'], { input: '[{"title": "Name oddly"}]' });
  for (const name of NAMES) repository.write(name, 'odd\n');
  const artifacts = NAMES.map((name) => `--artifact=${name}`);
  const { task } = await askOrc(root, ['complete', 'name-oddly', '--summary', 'Named', ...artifacts]);
  expect(task.artifacts.map(({ path }: { path: string }) => path).sort()).toEqual([...NAMES].sort());
  expect(await askOrc(root, ['lint'])).toMatchObject({ problem_count: 0 });
  expect(await askOrc(root, ['audit'])).toMatchObject({ lost: 0, tasks: [{ result: 'exact' }] });
});
