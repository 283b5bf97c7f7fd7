/** The commands of docs/history.md that need nothing but git: each is run as it stands there. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askOrc, cleanEnvironment } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const page = readFileSync(new URL('../../docs/history.md', import.meta.url), 'utf8');
const ONE_LINERS = [...page.matchAll(/```sh\n(git .+)\n```/g)].map(([, line = '']) => line);

let shop: TestRepository;
let names: Readonly<Record<string, string>>;
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const subtasks = JSON.stringify([{ title: 'Paint the door' }, { title: 'Order books' }]);
  const plan = await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input: subtasks });
  const [door, books] = plan.tasks;
  shop.write('door.txt', 'green\n');
  await askOrc(shop.root, ['complete', door.id, '--summary', 'Green.', '--artifact', 'door.txt']);
  shop.write('books.txt', 'ordered\n');
  const done = await askOrc(shop.root, [
    'complete',
    books.id,
    '--summary',
    'Come.',
    '--artifact',
    'books.txt',
  ]);
  names = {
    TASK: books.id,
    PLAN: plan.plan_id,
    COMPLETION: done.task.completion,
    PATH: 'books.txt',
    BLOB: done.artifacts[0].blob,
  };
});
afterAll(() => shop.cleanup());

/** Runs a line of the page with the names of this repository in it. */
function run(line: string): string {
  const command = line.replace(/\b(?:TASK|PLAN|COMPLETION|PATH|BLOB)\b/g, (name) => names[name] ?? name);
  return execFileSync('sh', ['-c', command], { cwd: shop.root, encoding: 'utf8', env: cleanEnvironment() });
}

const EXPECTED: Readonly<Record<string, (output: string) => void>> = {
  "git log -E --grep='^Task: TASK$'": (output) => {
    expect(output.match(/^commit /gm)).toHaveLength(3);
  },
  "git log -E --grep='^Task: TASK$' -- . ':(exclude).tasks'": (output) => {
    expect(output.match(/^commit /gm)).toHaveLength(1);
    expect(output).toContain('Come.');
  },
  "git log -E --grep='^Task-Completion: ' --format='%h %cs %s'": (output) => {
    expect(output.trim().split('\n')).toHaveLength(2);
  },
  "git log -S COMPLETION --format='%h %cs %s' -- ':(glob)**/TASK.md'": (output) => {
    expect(output).toMatch(/^\w+ \S+ task\(order-books\): complete Order books\n$/);
  },
  'git log -p --follow -- .tasks/PLAN/TASK.md': (output) => {
    expect(output).toMatch(/^-status: pending\n\+status: completed$/m);
  },
  "git log --find-object=BLOB --format='%h %cs %s'": (output) => {
    expect(output).toMatch(/^\w+ \S+ Come\.\n$/);
  },
  'git rev-parse HEAD:PATH': (output) => expect(output.trim()).toBe(names.BLOB),
  'git cat-file blob BLOB': (output) => expect(output).toBe('ordered\n'),
};

test('every line of the page is tried here', () => {
  expect(ONE_LINERS).toEqual(Object.keys(EXPECTED));
});

test.each(Object.entries(EXPECTED))('%s', (line, check) => {
  check(run(line));
});
