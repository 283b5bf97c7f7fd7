/**
 * A file that cannot be read is shown as such by every surface, with its place; what depends on it waits and
 * says why; and no command rewrites it.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { TaskDocument } from '../../src/app/answers.ts';
import type { Problem } from '../../src/core/problem.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { connect } from '../mcp/client.ts';
import { BROKEN, createBrokenRepository, readBroken } from './unreadable-files.ts';

const repository = createBrokenRepository();
const { root } = repository;
const before = readBroken(repository);
afterAll(repository.cleanup);

const READY = 'design-user-schema-k3f9q2';
const place = ({ path, line, column }: Pick<Problem, 'path' | 'line' | 'column'>) =>
  `${path}:${line}:${column}`;

function expectEveryProblem(document: { problem_count: number; problems: readonly Problem[] }): void {
  expect(document.problem_count).toBe(BROKEN.length + 1); // a duplicate id is a problem of two files
  const found = document.problems.map((problem) => `${problem.code} ${place(problem)}`);
  expect(found).toEqual(expect.arrayContaining(BROKEN.map((file) => `${file.code} ${place(file)}`)));
}

const QUERIES = [['list'], ['status'], ['ready'], ['session'], ['next']];

describe('the command line', () => {
  it.each(QUERIES)('orc %s names every unreadable file in its document', async (...args) => {
    expectEveryProblem(await askOrc(root, args));
  });

  it.each(QUERIES)('orc %s names every unreadable file in its text', async (...args) => {
    const { code, stdout } = await runOrc(root, args);
    expect(code).toBe(0);
    for (const file of BROKEN) expect(stdout).toContain(place(file));
  });

  it('orc lint names them all and exits 1', async () => {
    const { code, stdout } = await runOrc(root, ['lint', '--json']);
    expect(code).toBe(1);
    const { problems } = JSON.parse(stdout);
    const found = problems.map((problem: Problem) => `${problem.code} ${place(problem)}`);
    expect(found).toEqual(expect.arrayContaining(BROKEN.map((file) => `${file.code} ${place(file)}`)));
  });

  it('lists each as unreadable, and what depends on it as waiting for that reason', async () => {
    const { tasks, total } = await askOrc(root, ['list']);
    const byId = new Map((tasks as TaskDocument[]).map((task) => [task.id, task]));
    expect(total).toBe(2 * BROKEN.length + 2);
    for (const { id, dependent, reason, path } of BROKEN) {
      expect(byId.get(id)).toMatchObject({ state: 'unreadable', ready: false, status: null });
      if (reason === 'unreadable') expect(byId.get(id)?.path).toBe(path);
      expect(byId.get(dependent)).toMatchObject({
        state: 'waiting',
        ready: false,
        blocked_by: [{ id, reason }],
      });
    }
    const { tasks: ready } = await askOrc(root, ['ready']);
    expect(ready.map(({ id }: TaskDocument) => id)).toEqual([READY]);
    expect((await askOrc(root, ['next'])).task.id).toBe(READY);
  });

  it.each(BROKEN)('orc show names the place of $code', async (file) => {
    const document = await askOrc(root, ['show', file.id]);
    expect(document.task).toMatchObject({ id: file.id, state: 'unreadable', title: null });
    expect(
      document.problems.map((problem: Problem) => `${problem.code} ${problem.line}:${problem.column}`),
    ).toEqual([`${file.code} ${file.line}:${file.column}`]);
  });

  it.each(BROKEN)('orc update refuses $code with its place', async ({ id, path, line, column }) => {
    const error = await refuseOrc(root, ['update', id, '--note', 'x']);
    expect(error).toMatchObject({ exit: 1, code: 'file-unreadable', owner: 'orchestrator' });
    expect(error.message).toContain(`${path}:${line}:${column}`);
  });

  it.each([
    ['execute', []],
    ['complete', ['--summary', 'x']],
    ['cancel', ['--reason', 'x']],
    ['reopen', ['--reason', 'x']],
  ])(
    'orc %s refuses such a task, and one that depends on it or says nothing of it',
    async (command, options) => {
      const [{ id, dependent } = { id: '', dependent: '' }] = BROKEN;
      expect(await refuseOrc(root, [command, id, ...options])).toMatchObject({ code: 'file-unreadable' });
      if (command === 'execute' || command === 'complete') {
        expect(await refuseOrc(root, [command, dependent, ...options])).toMatchObject({ code: 'not-ready' });
      }
    },
  );
});

it('the tools of the MCP server name every unreadable file', async () => {
  const client = await connect(root);
  try {
    expectEveryProblem((await client.call('initialize_session', { working_directory: root })).document);
    expectEveryProblem((await client.call('get_status')).document);
    expectEveryProblem((await client.call('query_tasks', { state: 'ready' })).document);
    const waiting = await client.call('query_tasks', { state: 'waiting', limit: 100 });
    expect(waiting.document.tasks).toHaveLength(BROKEN.length);
    for (const { id, reason } of BROKEN) {
      const [dependent] = waiting.document.tasks.filter((task: TaskDocument) => task.depends_on.includes(id));
      expect(dependent.blocked_by).toEqual([{ id, reason }]);
      const { isError, document } = await client.call('update_task', {
        task_id: id,
        action: 'edit',
        note: 'x',
      });
      expect({ isError, code: document.error?.code ?? document.code }).toEqual({
        isError: true,
        code: 'file-unreadable',
      });
    }
  } finally {
    await client.close();
  }
});

it('no command rewrites or commits such a file', async () => {
  await runOrc(root, ['lint', '--fix']);
  await runOrc(root, ['init']);
  await askOrc(root, ['add', 'Log in', '--plan', 'user-accounts-4f7k2m', '--depend', READY]);
  await askOrc(root, ['update', READY, '--note', 'Begun']);
  await askOrc(root, ['execute', READY]);
  await askOrc(root, ['complete', READY, '--summary', 'Designed']);
  await askOrc(root, ['synthesize', 'user-accounts-4f7k2m', '--partial']);
  await runOrc(root, ['sync']);
  expect(readBroken(repository)).toEqual(before);
  const committed = repository.git('ls-files', '--', '.tasks').split('\n');
  expect(committed.filter((path) => BROKEN.some((file) => file.path === path))).toEqual([]);
});
