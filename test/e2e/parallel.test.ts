/** Many processes at once in one work tree: nobody loses anything, and of rivals exactly one wins. */
import { afterEach, describe, expect, it } from 'vitest';
import { askOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

async function createShop() {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository);
  repository.write('notes.txt', 'staged by a person\n');
  repository.git('add', 'notes.txt');
  const planned = await askOrc(repository.root, ['plan', 'Open a shop', '--subtasks', '-'], {
    input: '[{"title": "Paint the door"}, {"title": "Sign the lease"}]',
  });
  const ids: string[] = planned.tasks.map(({ id }: { id: string }) => id);
  const [door = '', lease = ''] = ids;
  return { repository, root: repository.root, planId: planned.plan_id as string, door, lease };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function expectSound({ git }: TestRepository): void {
  expect(git('fsck', '--no-dangling')).toBe('');
  expect(git('status', '--porcelain')).toBe('A  notes.txt');
}

describe('processes at once', () => {
  it('keep every note of twenty', async () => {
    const { repository, root, door } = await createShop();
    const before = Number(repository.git('rev-list', '--count', 'HEAD'));
    const results = await Promise.all(
      numbers(20).map((number) => runOrc(root, ['update', door, '--note', `Coat ${number} is dry.`])),
    );
    expect(results.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(numbers(20).map(() => '0'));
    const { body } = await askOrc(root, ['show', door]);
    for (const number of numbers(20)) expect(body).toContain(`Coat ${number} is dry.`);
    expect(Number(repository.git('rev-list', '--count', 'HEAD'))).toBe(before + 20);
    expectSound(repository);
  });

  it('keep each of the fields that they change at once in one task', async () => {
    const { repository, root, door, lease } = await createShop();
    const changes = ['--priority high', '--complexity complex', '--effort 3h', `--depend ${lease}`];
    const results = await Promise.all(
      changes.map((change) => runOrc(root, ['update', door, ...change.split(' ')])),
    );
    expect(results.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(changes.map(() => '0'));
    expect((await askOrc(root, ['show', door])).task).toMatchObject({
      priority: 'high',
      complexity: 'complex',
      effort: '3h',
      depends_on: [lease],
    });
    expectSound(repository);
  });

  it('let one of eight who have seen the same revision change a task, and refuse the others', async () => {
    const { repository, root, door } = await createShop();
    const { revision } = (await askOrc(root, ['show', door])).task;
    const results = await Promise.all(
      numbers(8).map((number) =>
        runOrc(root, ['update', door, '--title', `Door ${number}`, '--expect', revision, '--json']),
      ),
    );
    expect(results.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const { code, json } of results) {
      if (code !== 0)
        expect({ code, error: json().error.code }).toEqual({ code: 3, error: 'stale-revision' });
    }
    expectSound(repository);
  });

  it('let one of twenty actors win a task, and tell the others who it is', async () => {
    const { repository, root, door } = await createShop();
    const results = await Promise.all(
      numbers(20).map((number) => runOrc(root, ['execute', door, '--json', '--actor', `agent-${number}`])),
    );
    const winners = results.filter(({ code }) => code === 0);
    expect(winners).toHaveLength(1);
    const winner = winners[0]?.json().claim.actor;
    for (const loser of results.filter((result) => result !== winners[0])) {
      expect(loser).toMatchObject({ code: 3, stdout: '' });
      expect(loser.json().error).toMatchObject({ code: 'claim-taken', data: { claim: { actor: winner } } });
    }
    expect((await askOrc(root, ['claims'])).claims).toMatchObject([{ task: door, actor: winner }]);
    expectSound(repository);
  });

  it('let one of eight actors complete a task that nobody had claimed', async () => {
    const { repository, root, door } = await createShop();
    const results = await Promise.all(
      numbers(8).map((number) =>
        runOrc(root, [
          'complete',
          door,
          '--summary',
          `Painted by ${number}`,
          '--json',
          '--actor',
          `agent-${number}`,
        ]),
      ),
    );
    expect(results.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const { code, json } of results) {
      if (code !== 0) expect(json().error.code).toMatch(/^(already-completed|claim-taken)$/);
    }
    const completed = repository.git('log', '--format=%H', '-E', '--grep=^Task-Status: completed$');
    expect(completed.split('\n')).toHaveLength(1);
    expectSound(repository);
  });

  it('keep every task of eight that are added', async () => {
    const { repository, root, planId } = await createShop();
    const added = await Promise.all(
      numbers(8).map((number) =>
        askOrc(root, ['add', 'Hang a sign', '--plan', planId, '--effort', `${number}h`]),
      ),
    );
    const { tasks, problem_count } = await askOrc(root, ['list', '--search', 'Hang a sign']);
    expect(tasks.map(({ effort }: { effort: string }) => effort).sort()).toEqual(
      numbers(8).map((number) => `${number}h`),
    );
    expect(new Set(added.map(({ task }) => task.id)).size).toBe(8);
    expect(problem_count).toBe(0);
    expectSound(repository);
  });

  it('complete two tasks with their own artifacts and nothing of the other', async () => {
    const { repository, root, door, lease } = await createShop();
    repository.write('door.txt', 'green\n');
    repository.write('lease.txt', 'signed\n');
    await Promise.all([
      askOrc(root, ['complete', door, '--summary', 'Painted', '--artifact', 'door.txt', '--actor', 'ada']),
      askOrc(root, ['complete', lease, '--summary', 'Signed', '--artifact', 'lease.txt', '--actor', 'bob']),
    ]);
    for (const [id, file] of [
      [door, 'door.txt'],
      [lease, 'lease.txt'],
    ]) {
      const commits = repository.git('log', '--format=%H', '-E', `--grep=^Task: ${id}$`, '-2').split('\n');
      const files = commits.flatMap(repository.filesOf).map((path) => path.split('/').at(-1));
      expect(files).toEqual([`${id}.md`, file]);
    }
    expectSound(repository);
  });
});
