/** Completions after everything that people do to history: what is still there is found, what is not is lost. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { AuditAnswer } from '../../src/app/audit-completions.ts';
import { type AuditShop, commitStep, createAuditShop, type Step } from './audit-shop.ts';

// Without it git waits ten seconds before it filters.
process.env.FILTER_BRANCH_SQUELCH_WARNING = '1';

const open: AuditShop[] = [];
afterEach(() => {
  for (const shop of open.splice(0)) shop.cleanup();
});

interface History {
  /** Commits of the work of each of two tasks. */
  readonly work: readonly (readonly Step[])[];
  /** How many commits main has gained meanwhile. */
  readonly elsewhere: number;
}

const NAMES = ['src/door.ts', 'src/a b.ts', 'docs/ümläut.md', 'img/-x', 'src/deep/er/1.ts'];

/** Every task has files of its own, so that no two commits of different tasks conflict. */
const history: fc.Arbitrary<History> = fc.record({
  work: fc.tuple(steps('one'), steps('two')),
  elsewhere: fc.integer({ min: 0, max: 2 }),
});

function steps(folder: string): fc.Arbitrary<Step[]> {
  const files = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 });
  return fc
    .array(files, { minLength: 2, maxLength: 3 })
    .map((list) =>
      list.map((names, commit) =>
        Object.fromEntries(names.map((name) => [`${folder}/${name}`, `${folder} ${name} ${commit}\n`])),
      ),
    );
}

/** Does the work on a branch `work`, while main goes on. */
async function build({ work, elsewhere }: History): Promise<AuditShop> {
  const shop = await createAuditShop();
  open.push(shop);
  shop.git('checkout', '--quiet', '-b', 'work');
  commitStep(shop, { 'odd\n:100644\tname': 'odd\n' }, 'Nothing to do with it\n\n:100644 Task: none');
  for (const [place, steps] of work.entries()) await shop.work(shop.tasks[place] ?? '', steps);
  shop.git('checkout', '--quiet', 'main');
  for (let count = 0; count < elsewhere; count++) {
    commitStep(shop, { [`main-${count}.txt`]: `${count}\n` }, 'Something else');
  }
  return shop;
}

/** Rebases the branch with the actions that a script puts into the list. */
function rebase({ git }: AuditShop, edit: string, onto = 'main'): void {
  git('checkout', '--quiet', 'work');
  git('-c', `sequence.editor=${edit}`, '-c', 'core.editor=true', 'rebase', '--quiet', '--interactive', onto);
}

function squashMerge({ git }: AuditShop, message: string): void {
  git('merge', '--quiet', '--squash', 'work');
  git('commit', '--quiet', '--message', message);
}

function filter({ git }: AuditShop, ...args: string[]): void {
  git('checkout', '--quiet', 'work');
  git('-c', 'advice.detachedHead=false', 'filter-branch', '--force', ...args, '--', 'work');
}

const REWRITES: Readonly<Record<string, (shop: AuditShop) => void>> = {
  'nothing at all': ({ git }) => void git('checkout', '--quiet', 'work'),
  'a merge': ({ git }) => void git('merge', '--quiet', '--no-ff', '--message=Merge', 'work'),
  'a rebase': (shop) => {
    commitStep(shop, { 'ahead.txt': 'ahead\n' }, 'Main goes on');
    rebase(shop, 'true');
  },
  'an interactive squash': (shop) => rebase(shop, 'sed -i -e "2,\\$s/^pick/squash/"'),
  'an interactive fixup': (shop) => rebase(shop, 'sed -i -e "2,\\$s/^pick/fixup/"'),
  'a squash merge with all messages': (shop) =>
    squashMerge(shop, `Work (#7)\n\n${shop.git('log', '--reverse', '--format=* %B', 'main..work')}`),
  'a squash merge with a title only': (shop) => squashMerge(shop, 'Work (#7)'),
  'a cherry-pick of everything': (shop) => {
    commitStep(shop, { 'ahead.txt': 'ahead\n' }, 'Main goes on');
    shop.git('cherry-pick', '-x', shop.git('merge-base', 'main', 'work').concat('..work'));
  },
  'an amended message': ({ git }) => {
    git('checkout', '--quiet', 'work');
    git('commit', '--quiet', '--amend', '--message=Better words');
  },
  'other messages everywhere': (shop) => filter(shop, '--msg-filter', 'echo Better words'),
  'another committer': (shop) =>
    filter(shop, '--env-filter', 'GIT_COMMITTER_NAME=Grace; export GIT_COMMITTER_NAME'),
  'plans that lay elsewhere': (shop) => {
    filter(shop, '--tree-filter', 'mkdir -p plans && if test -d .tasks; then mv .tasks plans/.tasks; fi');
    shop.git('mv', 'plans/.tasks', '.tasks');
    shop.git('commit', '--quiet', '--message=Move the plans');
  },
};

/** What is said of the commits and of the record after each; artifacts are exact throughout. */
const EXPECTED: Readonly<Record<string, readonly [commits: string, ...records: string[]]>> = {
  'nothing at all': ['exact', 'exact'],
  'a merge': ['exact', 'exact'],
  'a rebase': ['rewritten', 'exact'],
  'an interactive squash': ['squashed', 'squashed'],
  'an interactive fixup': ['squashed', 'squashed'],
  'a squash merge with all messages': ['squashed', 'squashed'],
  'a squash merge with a title only': ['squashed', 'squashed'],
  'a cherry-pick of everything': ['rewritten', 'exact'],
  'an amended message': ['exact', 'exact', 'rewritten'],
  'other messages everywhere': ['rewritten', 'rewritten'],
  'another committer': ['rewritten', 'exact'],
  'plans that lay elsewhere': ['rewritten', 'exact'],
};
const SEEDS = [1, 2];

describe.each(Object.entries(REWRITES))('after %s', (name, rewrite) => {
  it.each(SEEDS)('nothing is lost (history %i), and relinking makes every commit exact', async (seed) => {
    const [given] = fc.sample(history, { numRuns: 1, seed });
    if (given === undefined) throw new Error('no history');
    const shop = await build(given);
    rewrite(shop);
    const before = await shop.audit();
    expect(before.tasks.map(({ id }) => id).sort()).toEqual([...shop.tasks].sort());
    const [commits = '', ...records] = EXPECTED[name] ?? [];
    const recorded = records.map((record) => `record ${record}`);
    expect(kindsOf(before)).toEqual(new Set([`commit ${commits}`, ...recorded, 'artifact exact']));
    expectHere(shop, before);
    expect(await shop.auditAnew()).toEqual(before);

    const relinked = await shop.audit({ relink: true });
    expect(relinked.tasks.flatMap(({ links }) => links.filter(({ kind }) => kind === 'commit'))).not.toEqual(
      [],
    );
    expect(kindsOf(relinked)).toContain('commit exact');
    expect([...kindsOf(relinked)].filter((kind) => /^commit (?!exact)|lost|unverified/.test(kind))).toEqual(
      [],
    );
    const moved = before.tasks.filter(({ links }) =>
      links.some(({ kind, verdict }) => kind === 'commit' && verdict !== 'exact'),
    );
    expect(relinked.relinked).toEqual(moved.map(({ id }) => id));
    expect(shop.git('status', '--porcelain')).toBe('');
    expect((await shop.auditAnew()).tasks).toEqual(relinked.tasks);
  });
});

describe('what is not here', () => {
  it('is lost when only the record was picked', async () => {
    const [given] = fc.sample(history, { numRuns: 1, seed: 4 });
    if (given === undefined) throw new Error('no history');
    const shop = await build({ ...given, work: given.work.slice(0, 1) });
    shop.git('cherry-pick', '-x', 'work');
    const { tasks, lost } = await shop.audit();
    expect(lost).toBe(1);
    const verdicts = tasks[0]?.links.map(({ kind, verdict }) => `${kind} ${verdict}`);
    expect(new Set(verdicts)).toEqual(new Set(['record exact', 'commit lost', 'artifact lost']));
    expect((await shop.audit({ relink: true })).relinked).toEqual([]);
  });

  it('is changed when the commit that held it was amended, and the others are found', async () => {
    const shop = await build({
      work: [[{ 'one/a.ts': 'a\n' }, { 'one/b.ts': 'b\n' }]],
      elsewhere: 0,
    });
    const edit = 'sed -i -e "2s/^pick/edit/"';
    rebase(shop, edit, 'main');
    shop.write('one/a.ts', 'amended\n');
    shop.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    shop.git('-c', 'core.editor=true', 'rebase', '--continue');
    const { tasks } = await shop.audit();
    expect(tasks[0]?.links.map(({ verdict }) => verdict)).toEqual([
      'exact',
      'rewritten',
      'rewritten',
      'changed',
      'exact',
    ]);
  });
});

/** Kind and verdict of every link. */
function kindsOf({ tasks }: AuditAnswer): Set<string> {
  return new Set(tasks.flatMap(({ links }) => links.map(({ kind, verdict }) => `${kind} ${verdict}`)));
}

/** Everything that is said to be found in a commit is found in one of this history. */
function expectHere({ git }: AuditShop, { tasks }: AuditAnswer): void {
  const all = git('rev-list', 'HEAD').split('\n');
  const named = tasks.flatMap(({ links }) => links.map(({ found_in }) => found_in));
  expect(named.filter((oid) => oid === null || !all.includes(oid))).toEqual([]);
}
