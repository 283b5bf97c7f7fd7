/** `orc audit` as people and scripts meet it: a squash merge, and what is said before and after. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

let shop: TestRepository;
let task: { id: string; path: string };
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const subtasks = JSON.stringify([{ title: 'Paint the door' }]);
  const plan = await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input: subtasks });
  task = plan.tasks[0];
});
afterAll(() => shop.cleanup());

/** What is printed, without what differs from run to run. */
async function show(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runOrc(shop.root, ['audit', ...args]);
  expect(stderr).toBe('');
  const plain = stdout.replaceAll(task.id, 'paint-the-door-xxxxxx').replace(/\b[0-9a-f]{12}\b/g, 'c0ffee');
  return `${plain}exit ${code}`;
}

describe('orc audit', () => {
  it('has nothing to verify before a task is completed', async () => {
    expect(await show()).toMatchInlineSnapshot(`
      "No task is completed: there is nothing to verify.
      exit 0"
    `);
  });

  it('counts what is exact', async () => {
    shop.git('checkout', '--quiet', '-b', 'work');
    shop.write('door.txt', 'green\n');
    await askOrc(shop.root, ['complete', task.id, '--summary', 'Green.', '--artifact', 'door.txt']);
    expect(await show()).toMatchInlineSnapshot(`
      "1 completion: 1 exact
      exit 0"
    `);
  });

  it('finds the work again after a squash merge with a title only, and relinks it', async () => {
    shop.git('checkout', '--quiet', 'main');
    shop.git('merge', '--quiet', '--squash', 'work');
    shop.git('commit', '--quiet', '--message=Paint the door (#1)');
    expect(await show()).toMatchInlineSnapshot(`
      "1 completion: 1 squashed

      paint-the-door-xxxxxx squashed
        squashed record: c0ffee brings the record together with the work.
        squashed commit c0ffee: c0ffee holds the work and the record.
      exit 0"
    `);
    expect(await show('--relink')).toMatchInlineSnapshot(`
      "1 completion: 1 exact

      Relinked paint-the-door-xxxxxx: commit c0ffee
      exit 0"
    `);
    expect(await show('--quiet')).toBe('exit 0');
  });

  it('exits with 1 and one document when something is lost', async () => {
    shop.write(task.path, shop.read(task.path).replace(/blob: \w+/, `blob: ${'f'.repeat(40)}`));
    const { code, stdout, stderr } = await runOrc(shop.root, ['audit', '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      kind: 'audit',
      lost: 1,
      counts: { exact: 0, lost: 1 },
      tasks: [{ id: task.id, result: 'lost' }],
      relinked: [],
      problem_count: 0,
    });
    expect(await show('--quiet')).toMatchInlineSnapshot(`
      "1 completion: 1 lost

      paint-the-door-xxxxxx lost
        lost door.txt: No commit of this history has the content c0ffee recorded for "door.txt".
      exit 1"
    `);
  });
});
