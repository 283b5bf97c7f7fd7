import { expect, onTestFinished, test } from 'vitest';
import { generateTasks, listFiles } from '../../bench/generate.ts';
import { scanPlanFiles } from '../../src/store/scan-plan-files.ts';
import { createRepository } from '../helpers/repository.ts';

const generated = generateTasks({ count: 500 });
const files = listFiles(generated);

test('generates the same bytes for the same seed, and others for another', () => {
  expect(listFiles(generateTasks({ count: 500 }))).toEqual(files);
  expect(listFiles(generateTasks({ count: 500, seed: 2 }))).not.toEqual(files);
});

test('generates plans and tasks that the program reads without a complaint', () => {
  const repository = createRepository({ files: Object.fromEntries(files), commit: false });
  onTestFinished(() => repository.cleanup());
  const { plans, tasks, problems } = scanPlanFiles(repository.root, 'sha1');
  expect({ plans: plans.length, tasks: tasks.length, problems }).toEqual({
    plans: 5,
    tasks: 500,
    problems: [],
  });
});

test('lets a task depend on up to 3 earlier tasks, and completes none before what it depends on', () => {
  const completed = new Map<string, boolean>();
  const counts = new Set<number>();
  for (const { written } of generated.tasks) {
    const { id, status, depends_on = [] } = written;
    for (const dependency of depends_on) {
      expect(completed.has(dependency)).toBe(true);
      if (status === 'completed') expect(completed.get(dependency)).toBe(true);
    }
    counts.add(depends_on.length);
    completed.set(id, status === 'completed');
  }
  expect([...counts].sort()).toEqual([0, 1, 2, 3]);
});

test('writes about 600 bytes a task, some of them completed and some not', () => {
  const sizes = files.filter(([path]) => !path.endsWith('/plan.md')).map(([, text]) => text.length);
  const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  expect(average).toBeGreaterThan(500);
  expect(average).toBeLessThan(700);
  const statuses = new Set(generated.tasks.map(({ written }) => written.status));
  expect(statuses).toEqual(new Set(['completed', 'pending', 'blocked']));
});
