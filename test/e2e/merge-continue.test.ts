/** `orc merge --continue` in real conflicts, in a clone without the merge driver. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const FOLDER = '.tasks/shop-7k2m9d';
const [SOUP, BREAD, TEA] = ['soup-8xw2mn', 'bread-3m8p1c', 'tea-0w5b7d'].map(
  (id) => `${FOLDER}/${id}.md`,
) as [string, string, string];

let repository: TestRepository;
afterEach(() => repository.cleanup());

function format(id: string): string {
  return `---\nid: ${id}\ntitle: Cook\nstatus: pending\npriority: high\n---\n\nSlowly.\n`;
}

type Change = (text: string) => string | null;

/** Two branches, `main` checked out, each with its changes of soup, bread, tea and a file of the user. */
function diverge(
  ours: readonly Change[],
  theirs: readonly Change[],
  files: Record<string, string> = {},
): void {
  const paths = [SOUP, BREAD, TEA, 'menu.txt'];
  const texts = [...['soup-8xw2mn', 'bread-3m8p1c', 'tea-0w5b7d'].map(format), 'menu\n'];
  repository = createRepository({
    files: {
      [`${FOLDER}/plan.md`]: '---\nid: shop-7k2m9d\ntitle: Open a shop\n---\n',
      ...Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ''])),
      ...files,
    },
  });
  const apply = (changes: readonly Change[], message: string) => {
    for (const [index, change] of changes.entries()) {
      const path = paths[index] ?? '';
      const text = change(repository.read(path));
      if (text === null) repository.git('rm', '--quiet', path);
      else repository.write(path, text);
    }
    repository.git('commit', '--quiet', '--allow-empty', '--all', `--message=${message}`);
  };
  repository.git('checkout', '--quiet', '-b', 'theirs');
  apply(theirs, 'theirs');
  repository.git('checkout', '--quiet', 'main');
  apply(ours, 'ours');
}

const same: Change = (text) => text;
const set =
  (from: string, to: string): Change =>
  (text) =>
    text.replace(from, to);
const addNote =
  (note: string): Change =>
  (text) =>
    `${text.includes('## Notes') ? text : `${text}\n## Notes\n\n`}- 2026-03-01: ${note}\n`;
const conflicted = () => repository.git('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean);

describe('orc merge --continue', () => {
  it('resolves and stages what it can, leaves the rest with markers, and touches no other path', async () => {
    diverge(
      [set('Cook', 'Cook it'), set('high', 'low'), set('high', 'low'), set('menu', 'ours')],
      [set('pending', 'in_progress'), set('high', 'critical'), () => null, set('menu', 'theirs')],
    );
    repository.write('untracked.txt', 'mine\n');
    expect(() => repository.git('merge', 'theirs')).toThrow();
    const menu = repository.read('menu.txt');
    const { code, stdout } = await runOrc(repository.root, ['merge', '--continue', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'merge',
      operation: 'merge',
      resolved: [SOUP],
      conflicted: [BREAD, TEA],
      left: [
        { path: BREAD, reason: 'fields', fields: ['priority'] },
        { path: TEA, reason: 'deleted', fields: [] },
      ],
      elsewhere: 1,
      problem_count: 1,
      problems: [{ code: 'conflict-markers', path: BREAD }],
    });
    expect(repository.read(SOUP)).toContain('title: Cook it\nstatus: in_progress\n');
    expect(repository.read(BREAD)).toContain(
      '<<<<<<< ours\npriority: low\n=======\npriority: critical\n>>>>>>> theirs\n',
    );
    expect(conflicted().toSorted()).toEqual([BREAD, TEA, 'menu.txt'].toSorted());
    expect(repository.git('diff', '--cached', '--name-only', '--diff-filter=M').split('\n')).toContain(SOUP);
    expect(repository.read('menu.txt')).toBe(menu);
    expect(repository.git('status', '--porcelain', 'untracked.txt')).toBe('?? untracked.txt');
    expect(repository.git('rev-parse', 'HEAD')).toBe(repository.git('rev-parse', 'main'));
  });

  it.each([
    ['merge', ['merge', 'theirs'], 'git merge --continue'],
    ['rebase', ['rebase', 'theirs'], 'git rebase --continue'],
    ['cherry-pick', ['cherry-pick', 'theirs'], 'git cherry-pick --continue'],
  ])('goes on in a %s, which git then concludes', async (operation, command, next) => {
    diverge([set('Cook', 'Cook it')], [set('pending', 'in_progress')]);
    expect(() => repository.git(...command)).toThrow();
    const answer = await askOrc(repository.root, ['merge', '--continue']);
    expect(answer).toMatchObject({ operation, resolved: [SOUP], conflicted: [], problem_count: 0 });
    expect(answer.next_step).toContain(next);
    repository.git('-c', 'core.editor=true', ...next.split(' ').slice(1));
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.read(SOUP)).toContain('title: Cook it\nstatus: in_progress\n');
  });

  it('resolves what a stash has left', async () => {
    diverge([same], [same]);
    repository.write(SOUP, format('soup-8xw2mn').replace('pending', 'in_progress'));
    repository.git('stash', '--quiet');
    repository.write(SOUP, format('soup-8xw2mn').replace('Cook', 'Cook it'));
    repository.git('commit', '--quiet', '--all', '--message=title');
    expect(() => repository.git('stash', 'pop')).toThrow();
    expect(await askOrc(repository.root, ['merge', '--continue'])).toMatchObject({
      operation: null,
      resolved: [SOUP],
    });
  });

  it('leaves alone what a person has begun to edit, and says so', async () => {
    diverge(
      [set('Cook', 'Cook it'), set('Cook', 'Bake')],
      [set('pending', 'in_progress'), set('pending', 'in_progress')],
    );
    expect(() => repository.git('merge', 'theirs')).toThrow();
    const chosen = repository.read(SOUP).replace(/<{7}.*\n[\s\S]*?={7}\n([\s\S]*?)>{7}.*\n/, '$1');
    const written = `${repository.read(BREAD)}\nMy own words.\n`;
    repository.write(SOUP, chosen);
    repository.write(BREAD, written);
    const { code, stdout } = await runOrc(repository.root, ['merge', '--continue', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).left).toEqual([
      { path: BREAD, reason: 'edited', fields: [] },
      { path: SOUP, reason: 'edited', fields: [] },
    ]);
    expect([repository.read(SOUP), repository.read(BREAD)]).toEqual([chosen, written]);
  });

  it('goes on where it was interrupted between writing and staging', async () => {
    diverge([set('Cook', 'Cook it')], [set('pending', 'in_progress')]);
    expect(() => repository.git('merge', 'theirs')).toThrow();
    repository.write(
      SOUP,
      format('soup-8xw2mn').replace('Cook', 'Cook it').replace('pending', 'in_progress'),
    );
    expect(await askOrc(repository.root, ['merge', '--continue'])).toMatchObject({ resolved: [SOUP] });
    expect(conflicted()).toEqual([]);
  });

  it('puts markers where a driver that could not be started has left none', async () => {
    diverge([set('high', 'low')], [set('high', 'critical')], { '.gitattributes': '*.md merge=gone\n' });
    repository.git('config', 'merge.gone.driver', 'no-such-program %A');
    expect(() => repository.git('merge', 'theirs')).toThrow();
    expect(repository.read(SOUP)).not.toContain('<<<<<<<');
    expect((await runOrc(repository.root, ['merge', '--continue'])).code).toBe(1);
    expect(repository.read(SOUP)).toContain('<<<<<<< ours\npriority: low\n');
    expect(conflicted()).toEqual([SOUP]);
  });

  it('writes line endings as the work tree has them', async () => {
    diverge([set('Cook', 'Cook it')], [set('pending', 'in_progress')]);
    repository.git('config', 'core.autocrlf', 'true');
    expect(() => repository.git('merge', 'theirs')).toThrow();
    await askOrc(repository.root, ['merge', '--continue']);
    expect(repository.read(SOUP)).toContain('title: Cook it\r\nstatus: in_progress\r\n');
    expect(repository.git('show', `:${SOUP}`)).not.toContain('\r');
    expect(repository.git('diff', '--name-only')).toBe('');
  });

  it('finds a base where both branches have been merged into each other', async () => {
    diverge([addNote('ours 1')], [addNote('theirs 1')]);
    const { git, write, read } = repository;
    const [ours, theirs] = [git('rev-parse', 'main'), git('rev-parse', 'theirs')];
    for (const [branch, other] of [
      ['main', theirs],
      ['theirs', ours],
    ] as const) {
      git('checkout', '--quiet', branch);
      expect(() => git('merge', '--quiet', other)).toThrow();
      expect(await askOrc(repository.root, ['merge', '--continue'])).toMatchObject({ resolved: [SOUP] });
      git('commit', '--quiet', '--no-edit');
      write(SOUP, addNote(`${branch} 2`)(read(SOUP)) ?? '');
      git('commit', '--quiet', '--all', `--message=${branch} 2`);
    }
    expect(() => git('merge', '--quiet', 'main')).toThrow();
    expect(git('show', `:1:${SOUP}`)).toContain('<<<<<<< Temporary merge branch');
    expect(await askOrc(repository.root, ['merge', '--continue'])).toMatchObject({ resolved: [SOUP] });
    const notes = read(SOUP)
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(notes.sort()).toEqual(
      ['main 2', 'ours 1', 'theirs 1', 'theirs 2'].map((text) => `- 2026-03-01: ${text}`),
    );
  });

  it('refuses a merge of which git has made nothing, because something held its lock', async () => {
    diverge([set('high', 'low')], [same, set('high', 'low')]);
    repository.write('.git/index.lock', '');
    expect(() => repository.git('merge', '--no-edit', 'theirs')).toThrow();
    rmSync(join(repository.root, '.git/index.lock'));
    // git itself now says: "All conflicts fixed but you are still merging".
    expect(repository.exists('.git/MERGE_HEAD')).toBe(true);
    expect(await refuseOrc(repository.root, ['merge', '--continue'])).toMatchObject({
      code: 'merge-not-made',
    });
    repository.git('merge', '--abort');
    repository.git('merge', '--quiet', '--no-edit', 'theirs');
    expect(repository.read(BREAD)).toContain('low');
  });

  it('refuses where there is nothing to go on with', async () => {
    diverge([same], [same]);
    expect(await refuseOrc(repository.root, ['merge', '--continue'])).toMatchObject({
      code: 'no-conflicts',
      owner: 'agent',
      exit: 1,
    });
    expect(await refuseOrc(repository.root, ['merge'])).toMatchObject({ code: 'usage', exit: 2 });
  });
});
