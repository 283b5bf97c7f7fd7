/** What `orc review` holds against a branch, and what it lets pass. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askOrc, runOrc } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const SHOP = 'open-a-shop-aaaaaa';
const RENT = 'rent-a-place-000001';
const PAINT = 'paint-the-walls-000002';
const HIRE = 'hire-somebody-000003';
const OLD = 'buy-a-van-000009';
const RECORD = {
  status: 'completed',
  started_at: '2026-03-01T08:00:00Z',
  completed_at: '2026-03-01T09:00:00Z',
  completed_by: 'Ada',
  completion: '01J9ZQ4T0W8RZ6VQ3C5N7XK2MD',
};
const RESULT = 'Look around.\n\n## Result\n\nFound one.\n';
const REOPENED = '\n## Notes\n\n- 2026-03-02: Reopened (Ada): too small\n';

const FILES = Object.fromEntries([
  planFile(SHOP),
  taskFile(SHOP, RENT, RECORD, RESULT),
  taskFile(SHOP, PAINT, { files: ['walls/**'] }),
  taskFile(SHOP, HIRE, { status: 'cancelled', reason: 'no money' }),
  taskFile(SHOP, OLD, {}),
]);

let shop: TestRepository;
let branches = 0;
beforeAll(() => {
  shop = createRepository({ files: FILES });
  shop.git('rm', '--quiet', `.tasks/${SHOP}/${OLD}.md`);
  shop.git('commit', '--quiet', '--message=no van');
});
afterAll(() => shop.cleanup());
beforeEach(() => {
  branches += 1;
  shop.git('checkout', '--quiet', '-b', `topic-${branches}`, 'main');
});

function commit(...files: readonly [string, string][]): void {
  for (const [path, text] of files) shop.write(path, text);
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message=topic');
}

async function review(): Promise<{ exit: number; findings: { code: string; path: string }[] }> {
  const { code, stdout } = await runOrc(shop.root, ['review', 'main', '--json']);
  const { findings } = JSON.parse(stdout);
  return { exit: code, findings: findings.filter(isOurs) };
}

/** Every test leaves its branch behind; that they meet has a test of its own. */
const isOurs = ({ code }: { code: string }) => code !== 'overlapping-files' && code !== 'changed-elsewhere';

describe('orc review', () => {
  it.each<[string, string, [string, string][]]>([
    ['a completed task that is simply set back', 'silent-reopening', [taskFile(SHOP, RENT, {}, RESULT)]],
    [
      'another result of a completed task',
      'edited-result',
      [taskFile(SHOP, RENT, RECORD, 'Look around.\n\n## Result\n\nNone.\n')],
    ],
    [
      'another name under a completion',
      'edited-record',
      [taskFile(SHOP, RENT, { ...RECORD, completed_by: 'Bob' }, RESULT)],
    ],
    ['a cancelled task that is pending again', 'illegal-step', [taskFile(SHOP, HIRE, {})]],
    [
      'a task completed by hand',
      'completed-without-record',
      [taskFile(SHOP, PAINT, { status: 'completed' })],
    ],
    [
      'an imported task completed by hand',
      'completion-missing',
      [taskFile(SHOP, PAINT, { status: 'completed', source: 'backlog:TASK-3' })],
    ],
    ['an id that once was another task', 'reused-id', [taskFile(SHOP, OLD, { title: 'Buy a boat' })]],
    [
      'a dependency on nothing',
      'dangling-dependency',
      [taskFile(SHOP, PAINT, { depends_on: ['nothing-here-999999'] })],
    ],
    ['a task that waits for itself', 'self-dependency', [taskFile(SHOP, PAINT, { depends_on: [PAINT] })]],
    [
      'the same id in two plans',
      'duplicate-id',
      [planFile('plan-b-bbbbbb'), taskFile('plan-b-bbbbbb', PAINT)],
    ],
    [
      'a file with conflict markers',
      'conflict-markers',
      [[`.tasks/${SHOP}/${PAINT}.md`, '---\n<<<<<<< ours\nid: x\n=======\n>>>>>>> theirs\n---\n']],
    ],
  ])('refuses %s', async (_, rule, files) => {
    commit(...files);
    const { exit, findings } = await review();
    expect(exit).toBe(1);
    expect(findings.map(({ code }) => code)).toContain(rule);
  });

  it.each<[string, [string, string][]]>([
    [
      'a completed task that was opened again with a reason',
      [taskFile(SHOP, RENT, {}, `Look around.\n${REOPENED}`)],
    ],
    [
      'a cancelled task that was opened again with a reason',
      [taskFile(SHOP, HIRE, {}, `Do it.\n${REOPENED}`)],
    ],
    ['a deleted task that is brought back as it was', [taskFile(SHOP, OLD)]],
    [
      'recorded commits that follow rewritten history',
      [taskFile(SHOP, RENT, { ...RECORD, commits: ['a'.repeat(40)] }, RESULT)],
    ],
    [
      'a note on a completed task',
      [taskFile(SHOP, RENT, RECORD, `${RESULT}\n## Notes\n\n- 2026-03-02: nice\n`)],
    ],
    [
      'a task that is given up and taken up again',
      [taskFile(SHOP, PAINT, { status: 'blocked', reason: 'rain' })],
    ],
  ])('lets %s pass', async (_, files) => {
    commit(...files);
    expect(await review()).toEqual({ exit: 0, findings: [] });
  });

  it('warns of the file of a completed task that is removed', async () => {
    shop.git('rm', '--quiet', `.tasks/${SHOP}/${RENT}.md`);
    shop.git('commit', '--quiet', '--message=gone');
    const { exit, findings } = await review();
    expect({ exit, findings }).toMatchObject({ exit: 0, findings: [{ code: 'completed-removed' }] });
  });

  it('leaves alone what was wrong before', async () => {
    shop.git('checkout', '--quiet', '-b', `base-${branches}`);
    commit(taskFile(SHOP, PAINT, { depends_on: ['nothing-here-999999'] }), [
      `.tasks/${SHOP}/broken-it-000010.md`,
      'none',
    ]);
    shop.git('checkout', '--quiet', '-b', `later-${branches}`);
    commit(taskFile(SHOP, PAINT, { depends_on: ['nothing-here-999999'], priority: 'high' }));
    const { stdout } = await runOrc(shop.root, ['review', `base-${branches}`, '--json']);
    expect(JSON.parse(stdout).findings.filter(isOurs)).toEqual([]);
  });

  it('finds what a change does to a file that it does not touch, at its place', async () => {
    commit(taskFile(SHOP, 'sell-things-000011', { depends_on: [PAINT] }));
    shop.git('branch', `base-${branches}`);
    shop.git('rm', '--quiet', `.tasks/${SHOP}/${PAINT}.md`);
    shop.git('commit', '--quiet', '--message=no walls');
    const { code, stdout } = await runOrc(shop.root, ['review', `base-${branches}...HEAD`, '--json']);
    const [finding] = JSON.parse(stdout).findings;
    const path = `.tasks/${SHOP}/sell-things-000011.md`;
    expect({ code, finding }).toMatchObject({
      code: 1,
      finding: { code: 'dangling-dependency', path, line: 5, column: 5 },
    });
  });

  it('verifies new completions: a true one passes, one that names nothing does not', async () => {
    shop.write('walls/red.txt', 'red\n');
    await askOrc(shop.root, ['complete', PAINT, '--summary', 'Red now', '--artifact', 'walls/red.txt']);
    const good = await askOrc(shop.root, ['review', 'main']);
    expect(good.completions).toMatchObject([{ task: PAINT, result: 'exact' }]);
    const path = `.tasks/${SHOP}/${PAINT}.md`;
    const forged = shop.read(path).replace(/blob: [0-9a-f]+/, `blob: ${'1'.repeat(40)}`);
    shop.git('checkout', '--quiet', '-b', `forged-${branches}`, 'main');
    commit([path, forged]);
    const { exit, findings } = await review();
    expect(exit).toBe(1);
    expect(findings).toMatchObject([{ code: 'completion-lost', path }]);
  });

  it('says in its first line how many completions cannot be verified', async () => {
    commit(taskFile(SHOP, PAINT, { ...RECORD, completion: '01J9ZQ4T0W8RZ6VQ3C5N7XK2MF' }));
    const { stdout } = await runOrc(shop.root, ['review', 'main', '--format', 'markdown']);
    expect(stdout).toMatch(/^0 errors and \d+ warnings?; .* changed\. 1 completion cannot be verified\. /m);
  });

  it('finds a completion that was copied from another task', async () => {
    const path = `.tasks/${SHOP}/${PAINT}.md`;
    commit([path, taskFile(SHOP, PAINT, RECORD)[1]]);
    expect((await review()).findings).toMatchObject([{ code: 'completion-lost', path }]);
  });

  describe('beside other branches', () => {
    let other: TestRepository;
    beforeAll(() => {
      other = createRepository({ files: FILES });
      const write = (branch: string, ...files: readonly [string, string][]) => {
        other.git('checkout', '--quiet', '-b', branch, 'main');
        for (const [path, text] of files) other.write(path, text);
        other.git('add', '--all');
        other.git('commit', '--quiet', '--message=more');
      };
      const plaster = taskFile(SHOP, 'plaster-it-000021', { files: ['walls/north.txt'] });
      write('theirs', plaster, taskFile(SHOP, OLD, { priority: 'low' }));
      other.git('update-ref', 'refs/remotes/origin/elsewhere', 'theirs');
      other.git('checkout', '--quiet', 'main');
      other.git('branch', '--quiet', '-D', 'theirs');
      write('merged', taskFile(SHOP, 'plaster-again-000022', { files: ['walls/south.txt'] }));
      write(
        'ours',
        taskFile(SHOP, PAINT, { files: ['walls/**'], priority: 'high' }),
        taskFile(SHOP, OLD, { priority: 'high' }),
      );
      other.git('merge', '--quiet', '--no-edit', 'merged');
      other.git('checkout', '--quiet', '-b', 'stacked');
      other.write(...taskFile(SHOP, PAINT, { files: ['walls/**'], priority: 'critical' }));
      other.git('commit', '--quiet', '--all', '--message=on top');
      other.git('checkout', '--quiet', 'main');
    });
    afterAll(() => other.cleanup());

    it('names what overlaps with them and what they change too, and no branch that is merged or stacked', async () => {
      const { findings, branches_cut } = await askOrc(other.root, ['review', 'main...ours']);
      expect(branches_cut).toBe(false);
      expect(findings).toMatchObject([
        { code: 'changed-elsewhere', message: `${OLD} is also changed on origin/elsewhere.` },
        {
          code: 'overlapping-files',
          severity: 'warning',
          path: `.tasks/${SHOP}/${PAINT}.md`,
          message: `${PAINT} may touch the same files as plaster-it-000021 on origin/elsewhere.`,
        },
      ]);
    });
  });

  it('annotates lines, escaped as GitHub wants it', async () => {
    commit(taskFile(SHOP, PAINT, { depends_on: ["'a%b,c:d'"] }));
    const { code, stdout } = await runOrc(shop.root, ['review', 'main', '--format', 'github']);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^::error file=.tasks/${SHOP}/${PAINT}.md,line=\\d+,col=\\d+,title=`));
    expect(stdout).not.toContain('a%b');
  });

  it('is one comment however much changes, says what is cut, and begins with what is wrong', async () => {
    const text = '@ada <img src=x> [x](http://y) `code` # no';
    const many = Array.from({ length: 900 }, (_, number) => {
      const id = `task-number-${String(number).padStart(6, '0')}`;
      return taskFile(SHOP, id, { title: JSON.stringify(text), depends_on: ['nothing-here-999999'] });
    });
    commit(...many);
    const { stdout } = await runOrc(shop.root, ['review', 'main', '--format', 'markdown']);
    expect(stdout.length).toBeLessThan(60_000);
    expect(stdout).toMatch(/^<!-- git-orchestrator: review of the plans -->\n/);
    expect(stdout).toContain('900 errors and ');
    expect(stdout.indexOf('### Errors (900)')).toBeLessThan(stdout.indexOf('### Added (900)'));
    expect(stdout).toMatch(/\n- and \d+ more\n/);
    const prose = stdout.replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(prose).not.toMatch(/@ada|<img|\]\(/);
  });

  it('keeps to one plan when asked', async () => {
    commit(
      planFile('plan-b-bbbbbb'),
      taskFile('plan-b-bbbbbb', 'rest-000031', { depends_on: ['x-999999'] }),
      taskFile(SHOP, PAINT, { depends_on: ['x-999999'] }),
    );
    const { stdout } = await runOrc(shop.root, ['review', 'main', '--plan', 'plan-b', '--json']);
    const { findings, added, changed } = JSON.parse(stdout);
    expect(findings.filter(isOurs).map(({ path }: { path: string }) => path)).toEqual([
      '.tasks/plan-b-bbbbbb/rest-000031.md',
    ]);
    expect(added).toHaveLength(2);
    expect(changed).toEqual([]);
  });

  it('says that nothing is wrong when nothing is', async () => {
    const { code, stdout } = await runOrc(shop.root, ['review', 'main']);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No problems; 0 plan or task files changed.'),
    });
  });
});
