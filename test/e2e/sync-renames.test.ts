import { afterAll, expect, test } from 'vitest';
import { askOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const plan = (title: string) => `---\ntitle: ${title}\n---\n\nWhy we do it.\n`;
const repository = createRepository({
  files: {
    '.tasks/shop/plan.md': plan('Open a shop'),
    '.tasks/shop/door.md': '---\ntitle: Paint the door\n---\n\nGreen.\n',
    '.tasks/shop/sign.md': '---\ntitle: Hang the sign\n---\n\nBrass.\n',
    '.tasks/shop/gone.md': '---\ntitle: Forget it\n---\n\nNever.\n',
  },
});
afterAll(() => repository.cleanup());

test('what lint --fix renamed is committed under its new name, and taken away under the old', async () => {
  const { root } = repository;
  await askOrc(root, ['lint', '--fix']);
  const [gone = ''] = repository
    .git('ls-files', '--others', '.tasks')
    .split('\n')
    .filter((path) => path.includes('/gone-'));
  repository.git('clean', '--quiet', '-f', gone);
  const { commits } = await askOrc(root, ['sync']);
  expect(commits).toHaveLength(3);
  expect(repository.git('status', '--porcelain')).toBe(' D .tasks/shop/gone.md');
  const names = repository.git('ls-tree', '-r', '--name-only', 'HEAD', '.tasks').split('\n');
  expect(names.map((path) => path.replace(/-[0-9a-z]{6}(?=[/.])/g, '-ID'))).toEqual([
    '.tasks/shop-ID/door-ID.md',
    '.tasks/shop-ID/plan.md',
    '.tasks/shop-ID/sign-ID.md',
    '.tasks/shop/gone.md',
  ]);
});
