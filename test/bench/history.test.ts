import { afterAll, expect, test } from 'vitest';
import { cleanUp } from '../../bench/clean-up.ts';
import { createHistory } from '../../bench/history.ts';
import { scanPlanFiles } from '../../src/store/scan-plan-files.ts';

afterAll(cleanUp);

test('every completion of the history names a commit and a blob that are really there', () => {
  const { root, git } = createHistory({ commits: 40, completions: 10 });
  const { tasks, problems } = scanPlanFiles(root, 'sha1');
  expect({ count: tasks.length, problems }).toEqual({ count: 10, problems: [] });
  for (const { id, status, completion, commits, artifacts } of tasks) {
    const [commit = ''] = commits;
    expect({ status, completion }).toEqual({ status: 'completed', completion: expect.any(String) });
    expect(git('show', '--no-patch', '--format=%B', commit)).toContain(`\nTask: ${id}\n`);
    expect(artifacts).toEqual([
      { path: expect.any(String), blob: git('rev-parse', `${commit}:${artifacts[0]?.path}`).trim() },
    ]);
  }
  expect(new Set(tasks.map((task) => task.completion)).size).toBe(10);
  expect(git('rev-list', '--count', 'HEAD').trim()).toBe('42');
  expect(git('status', '--porcelain')).toBe('');
});
