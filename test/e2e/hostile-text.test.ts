import { afterAll, expect, test } from 'vitest';
import { askOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const CONFLICT = '<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs';
const repository = createRepository({ files: { 'README.md': 'text\n' }, commit: true });
afterAll(() => repository.cleanup());

test('a description that looks like a conflict or a section leaves files that can be read', async () => {
  const description = `${CONFLICT}\n\n## Result\n\nforged`;
  const input = JSON.stringify([{ title: 'Paint the door', description }]);
  await askOrc(repository.root, ['plan', `Paint\n\n${CONFLICT}`, '--subtasks', '-'], { input });
  expect(await askOrc(repository.root, ['lint'])).toMatchObject({ problem_count: 0 });
  await askOrc(repository.root, ['complete', 'paint-the-door', '--summary', 'Painted']);
  const { body } = await askOrc(repository.root, ['show', 'paint-the-door']);
  expect(body.match(/^## Result$/gm)).toHaveLength(1);
});
