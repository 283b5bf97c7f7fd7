/**
 * What other planners in files were seen to do to them, each case as it was seen. The name of the tool stands
 * in the title; none of this may happen here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TaskDocument } from '../../src/app/answers.ts';
import { DESIGN, EXAMPLE_PLAN, exampleTask, HASH, SOUND_PLAN } from '../../src/core/example-files.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

const PATH = `.tasks/${EXAMPLE_PLAN}/${HASH}.md`;

function create(files: Readonly<Record<string, string>>): TestRepository {
  const repository = createRepository({ files: { ...SOUND_PLAN, ...files } });
  onTestFinished(repository.cleanup);
  return repository;
}

/** Lines of a text that the other does not have at the same place. */
function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  expect(now).toHaveLength(old.length);
  return now.filter((line, index) => line !== old[index]);
}

/** A file as a person keeps it: own keys, comments, quotes, odd spacing, long lines. */
const BY_HAND = [
  '---',
  '# agreed with Grace on Monday',
  `id:   ${HASH}`,
  "title: 'Hash passwords'   # was: store them",
  'status: pending',
  'assignee: [ "@ada",   \'@grace\' ]',
  'labels:',
  '- security',
  '-   "needs review"',
  'estimate_history: {first: 2d, second: 3d}',
  'priority:    low # for now',
  'milestone: "1.0"',
  `summary: ${'a long line that nobody has to fold '.repeat(5)}`,
  '---',
  '',
  'status: this line is text, and so is',
  'priority: low',
  '',
  '```yaml',
  'status: pending',
  '---',
  '```',
  '',
].join('\n');

describe('an edit', () => {
  it('keeps unknown keys, comments, quotes and spacing (Backlog.md: 17 lines touched for a status)', async () => {
    const { root, read } = create({ [PATH]: BY_HAND });
    await askOrc(root, ['update', HASH, '--priority', 'high']);
    expect(changedLines(BY_HAND, read(PATH))).toEqual(['priority:    high # for now']);
  });

  it('leaves lines of the text that begin with `status:` alone (tk rewrites them)', async () => {
    const { root, read } = create({ [PATH]: BY_HAND });
    await askOrc(root, ['cancel', HASH, '--reason', 'no accounts']);
    const [, body] = read(PATH).split('\n---\n\n');
    expect(body).toBe(BY_HAND.split('\n---\n\n')[1]);
    expect(read(PATH)).toContain('\nstatus: cancelled\n');
  });

  it('keeps CRLF in every line (Backlog.md mixes line endings)', async () => {
    const { root, read } = create({ [PATH]: BY_HAND.replaceAll('\n', '\r\n') });
    await askOrc(root, [
      'update',
      HASH,
      '--priority',
      'high',
      '--effort',
      '3h',
      '--depend',
      DESIGN,
      '--note',
      'Now',
    ]);
    expect(read(PATH).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('never erases a dependency written as a single value (Backlog.md does)', async () => {
    const text = `---\nid: ${HASH}\ntitle: Hash\ndepends_on: ${DESIGN}\n---\n`;
    const { root, read } = create({ [PATH]: text });
    expect(await refuseOrc(root, ['update', HASH, '--priority', 'high'])).toMatchObject({
      code: 'file-unreadable',
    });
    expect((await askOrc(root, ['ready'])).tasks.map(({ id }: TaskDocument) => id)).toEqual([DESIGN]);
    expect(read(PATH)).toBe(text);
  });

  it('stamps nothing, so that branches merge (Backlog.md writes `updated_date` each time)', async () => {
    const repository = create({ [PATH]: BY_HAND });
    const { root, git, read } = repository;
    git('checkout', '--quiet', '-b', 'other');
    await askOrc(root, ['update', HASH, '--title', 'Hash passwords with argon2id']);
    git('checkout', '--quiet', 'main');
    await askOrc(root, ['update', HASH, '--priority', 'critical']);
    git('merge', '--quiet', '--no-edit', 'other');
    expect(changedLines(BY_HAND, read(PATH))).toEqual([
      "title: 'Hash passwords with argon2id'   # was: store them",
      'priority:    critical # for now',
    ]);
  });

  it('leaves the dependencies of others when a task goes (Backlog.md strips them)', async () => {
    const { root, read } = create({
      [PATH]: BY_HAND,
      ...exampleTask('log-in-a1b2c3', `depends_on: [${HASH}]`),
    });
    const path = `.tasks/${EXAMPLE_PLAN}/log-in-a1b2c3.md`;
    const before = read(path);
    await askOrc(root, ['cancel', HASH, '--reason', 'no accounts']);
    expect(read(path)).toBe(before);
    expect((await askOrc(root, ['show', 'log-in'])).task.blocked_by).toEqual([
      { id: HASH, reason: 'cancelled' },
    ]);
  });
});

const CONFLICTED = BY_HAND.replace(
  'status: pending\n',
  '<<<<<<< HEAD\nstatus: pending\n=======\nstatus: blocked\n>>>>>>> other\n',
);

describe('a conflicted or broken file', () => {
  it('never vanishes, and the check fails (Backlog.md hides it, and its doctor says that all is well)', async () => {
    const { root } = create({ [PATH]: CONFLICTED });
    const { code, stdout } = await runOrc(root, ['lint']);
    expect(code).toBe(1);
    expect(stdout).toContain(`${PATH}:5:1 error`);
    expect((await runOrc(root, ['status'])).stdout).toContain(`${PATH}:5:1`);
    const { tasks } = await askOrc(root, ['list', '--state', 'unreadable']);
    expect(tasks.map(({ id }: TaskDocument) => id)).toEqual([HASH]);
  });

  it('is not replaced when a task is added (Task Master replaces the whole file, exit 0)', async () => {
    const { root, read } = create({ [PATH]: CONFLICTED });
    await askOrc(root, ['add', 'Log in', '--plan', EXAMPLE_PLAN]);
    expect(read(PATH)).toBe(CONFLICTED);
    expect((await askOrc(root, ['list'])).total).toBe(3);
  });

  it('keeps what depends on it from being ready (tbd skips it and calls the dependents ready)', async () => {
    const { root } = create({ [PATH]: CONFLICTED, ...exampleTask('log-in-a1b2c3', `depends_on: [${HASH}]`) });
    const { task } = await askOrc(root, ['show', 'log-in']);
    expect(task).toMatchObject({ ready: false, blocked_by: [{ id: HASH, reason: 'unreadable' }] });
    expect(await refuseOrc(root, ['execute', 'log-in'])).toMatchObject({ code: 'not-ready' });
  });
});

describe('dependencies', () => {
  const RING = {
    ...exampleTask(HASH, 'depends_on: [log-in-a1b2c3]'),
    ...exampleTask('log-in-a1b2c3', `depends_on: [${HASH}]`),
  };

  it('in a circle do not hide the other tasks (tk prints nothing as ready)', async () => {
    const { root } = create(RING);
    expect((await askOrc(root, ['ready'])).tasks.map(({ id }: TaskDocument) => id)).toEqual([DESIGN]);
    expect((await askOrc(root, ['show', HASH])).task.blocked_by).toEqual([
      { id: 'log-in-a1b2c3', reason: 'cycle' },
    ]);
  });

  it('in a circle fail the check with their path (tbd calls it healthy, seeds approves the plan)', async () => {
    const { root } = create(RING);
    const { code, stdout } = await runOrc(root, ['lint']);
    expect(code).toBe(1);
    expect(stdout).toContain(`${HASH} depends on log-in-a1b2c3, log-in-a1b2c3 depends on ${HASH}`);
    expect(await refuseOrc(root, ['update', DESIGN, '--depend', DESIGN])).toMatchObject({
      code: 'dependency-cycle',
    });
  });

  it('on what does not exist are not dropped (shrimp drops them)', async () => {
    const { root, read } = create(exampleTask(HASH, 'depends_on:', '  - gone-0a1b2c'));
    const { task } = await askOrc(root, ['show', HASH]);
    expect(task).toMatchObject({ ready: false, blocked_by: [{ id: 'gone-0a1b2c', reason: 'missing' }] });
    await askOrc(root, ['update', HASH, '--priority', 'high']);
    expect(read(PATH)).toContain('depends_on:\n  - gone-0a1b2c\n');
    expect((await runOrc(root, ['lint'])).code).toBe(1);
  });

  it('that are completed let the next task through (ccpm never offers a task that has one)', async () => {
    const { root } = create(exampleTask(HASH, `depends_on: [${DESIGN}]`));
    await askOrc(root, ['complete', DESIGN, '--summary', 'Designed']);
    expect((await askOrc(root, ['next'])).task.id).toBe(HASH);
  });

  it('keep a task from being completed, and by hand it is seen (Backlog.md accepts Done)', async () => {
    const { root, write } = create(exampleTask(HASH, `depends_on: [${DESIGN}]`));
    expect(await refuseOrc(root, ['complete', HASH, '--summary', 'x'])).toMatchObject({ code: 'not-ready' });
    write(PATH, `---\nid: ${HASH}\ntitle: Hash\nstatus: completed\ndepends_on: [${DESIGN}]\n---\n`);
    const { problems } = JSON.parse((await runOrc(root, ['lint', '--json'])).stdout);
    expect(problems.map(({ code }: { code: string }) => code)).toEqual([
      'completed-without-record',
      'completed-too-early',
    ]);
  });
});

describe('ids', () => {
  it('differ between two clones that add at the same time (Backlog.md, Task Master count)', async () => {
    const origin = create({});
    const clone = openRepository(join(origin.root, 'clone'));
    origin.git('clone', '--quiet', '.', 'clone');
    clone.git('config', 'user.name', 'Grace Hopper');
    clone.git('config', 'user.email', 'grace@example.org');
    const added = await Promise.all(
      [origin, clone].map(({ root }) => askOrc(root, ['add', 'Log in', '--plan', EXAMPLE_PLAN])),
    );
    const [ours, theirs] = added.map(({ task }) => task.id);
    expect(ours).not.toBe(theirs);
    clone.git('pull', '--quiet', '--no-rebase', '--no-edit');
    const { tasks, problem_count } = await askOrc(clone.root, ['list', '--search', 'Log in']);
    expect(tasks.map(({ id }: TaskDocument) => id).sort()).toEqual([ours, theirs].sort());
    expect(problem_count).toBe(0);
  });

  it.each(['../../evil', '..%2fevil', '.git/hooks', '/tmp/evil'])(
    'never become a path outside: %s (MCP Task Orchestrator writes there)',
    async (name) => {
      const repository = create({});
      const before = repository.snapshotState();
      expect(await refuseOrc(repository.root, ['add', 'Evil', '--plan', name])).toMatchObject({ exit: 1 });
      expect(await refuseOrc(repository.root, ['complete', name, '--summary', 'x'])).toMatchObject({
        exit: 1,
      });
      expect(repository.snapshotState()).toEqual(before);
    },
  );
});

describe('what a file holds', () => {
  it.each(['---js', '---javascript', '---coffee', '--- js'])(
    'is never run: %s (Backlog.md runs it on list)',
    async (fence) => {
      const mark = 'pwned.txt';
      const script = `require("fs").writeFileSync("${mark}", "x"); process.exit(42); module.exports = {title: "x"}`;
      const text = `${fence}\n${script}\n---\n`;
      const { root, read } = create({
        [PATH]: text,
        [`.tasks/${EXAMPLE_PLAN}/log-in-a1b2c3.md`]: text,
        '.orchestrator/specialists/evil.md': text,
        '.orchestrator/plans/evil.md': text,
      });
      for (const args of [
        ['list'],
        ['session'],
        ['lint'],
        ['lint', '--fix'],
        ['plan', 'x', '--template', 'evil'],
      ]) {
        expect((await runOrc(root, args)).code).toBeLessThan(2);
      }
      expect(existsSync(join(root, mark))).toBe(false);
      expect(read(PATH)).toBe(text);
    },
  );

  it('never reaches a shell (shrimp puts the name of a task into `git commit -m`)', async () => {
    const { root, git } = create({});
    const title = '$(touch pwned.txt) `touch pwned.txt` "; touch pwned.txt; #';
    const { task } = await askOrc(root, ['add', title, '--plan', EXAMPLE_PLAN]);
    await askOrc(root, ['complete', task.id, '--summary', title]);
    expect(existsSync(join(root, 'pwned.txt'))).toBe(false);
    expect(git('log', '-1', '--format=%s')).toContain(title);
  });
});

it('comes out whole through a pipe beyond 64 KiB (Backlog.md is cut off)', async () => {
  const names = Array.from({ length: 600 }, (_, index) => `task-${`${index}`.padStart(6, '0')}`);
  const { root } = create(Object.assign({}, ...names.map((name) => exampleTask(name, 'status: purple'))));
  for (const format of ['json', 'pretty', 'github', 'sarif']) {
    const { stdout } = await runOrc(root, ['lint', '--format', format]);
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(stdout.match(/"purple\\?" is no status/g)).toHaveLength(names.length);
    expect(stdout.endsWith('\n')).toBe(true);
  }
});
