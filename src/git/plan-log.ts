/** What commits did to plan files: read from one `git log` each, limited to `.tasks/`, newest first. */
import type { BranchChange, BranchChanges, Deletion, ResolvedRange, StoredFile } from '../app/ports.ts';
import { HISTORY_AS_IT_IS, revisionsOf } from './audit-range.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { parseSides } from './raw-change.ts';
import { listRefs, readHead, readRef } from './refs.ts';
import { requireGit, splitRecords } from './run-git.ts';

/** More commits of other branches are not looked at; whoever has so many open has other worries. */
const MAX_BRANCH_COMMITS = 500;
const MARK = '\u0001';
const OPTIONS = [
  '--raw',
  '-z',
  '--no-renames',
  '--no-abbrev',
  '--no-color',
  '--no-show-signature',
  '--no-notes',
];

interface LoggedChange {
  readonly path: string;
  readonly before: StoredFile | null;
  readonly after: StoredFile | null;
}

interface LoggedCommit {
  /** What the format asked for. */
  readonly name: string;
  readonly changes: readonly LoggedChange[];
}

/** Deletions of plan files; a file that its commit put into another folder was not deleted. */
export async function listDeletions(
  { root }: RepositoryLocation,
  tip: string,
  after: string | null,
): Promise<Deletion[]> {
  const filter = ['--full-history', '--diff-filter=AD', '--root'];
  const range = revisionsOf({ root, tip, after });
  const args = ['log', ...OPTIONS, ...filter, `--format=${MARK}%H`, ...range, '--', '.tasks'];
  const commits = parseLog(splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS })));
  return commits.flatMap(({ name, changes }) => {
    const added = new Set(changes.flatMap((change) => (change.after === null ? [] : nameOf(change.path))));
    return changes.flatMap(({ path, before, after }) =>
      before === null || after !== null || added.has(nameOf(path)) ? [] : { ...before, path, commit: name },
    );
  });
}

/**
 * The last version of every plan file that a commit of another branch changes. The branch of HEAD is left out, and so
 * are branches that build on the head: what they change, they change knowingly.
 */
export async function listBranchChanges(
  location: RepositoryLocation,
  { base, head }: ResolvedRange,
): Promise<BranchChanges> {
  const { root } = location;
  if (isAlone(location, [base, head])) return { changes: [], isCut: false };
  const { branch } = readHead(location);
  const exclude = (pattern: string) => (branch === null ? [] : [`--exclude=${pattern}`]);
  const others = [...exclude(`${branch}`), '--branches', ...exclude(`*/${branch}`), '--remotes'];
  const merged = [base, head].flatMap((oid) => oid ?? []);
  const limit = [`--max-count=${MAX_BRANCH_COMMITS + 1}`, '--no-merges', '--source'];
  const args = [
    'log',
    ...OPTIONS,
    ...limit,
    `--format=${MARK}%S`,
    ...others,
    '--not',
    ...merged,
    '--',
    '.tasks',
  ];
  const commits = parseLog(splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS })));
  const stacked = commits.length > 0 && head !== null ? await listContaining(root, head) : new Set();
  const looked = commits.slice(0, MAX_BRANCH_COMMITS).filter(({ name }) => !stacked.has(name));
  return { changes: takeNewest(looked), isCut: commits.length > MAX_BRANCH_COMMITS };
}

/** Whether every branch ends where one of the ends is, as is usual where a pull request is checked out alone. */
function isAlone(location: RepositoryLocation, ends: readonly (string | null)[]): boolean {
  if (location.refFormat === 'reftable') return false;
  return ['refs/heads/', 'refs/remotes/'].every((prefix) =>
    [...listRefs(location, prefix)].every(([name, oid]) => {
      const tip = oid ?? readRef(location, `${prefix}${name}`);
      return tip !== null && ends.includes(tip);
    }),
  );
}

/** Branches named as `%S` of `git log` does: without what all of them begin with. */
async function listContaining(root: string, commit: string): Promise<ReadonlySet<string>> {
  const args = [
    'for-each-ref',
    `--contains=${commit}`,
    '--format=%(refname:lstrip=2)',
    'refs/heads/',
    'refs/remotes/',
  ];
  const names = await requireGit({ root, args, env: HISTORY_AS_IT_IS });
  return new Set(names.toString('utf8').split('\n').filter(Boolean));
}

function takeNewest(commits: readonly LoggedCommit[]): BranchChange[] {
  const seen = new Set<string>();
  return commits.flatMap(({ name, changes }) =>
    changes.flatMap(({ path, after }) => {
      const key = `${name}\0${path}`;
      const isNewest = !seen.has(key);
      seen.add(key);
      return isNewest && after !== null ? { ...after, branch: name, path } : [];
    }),
  );
}

/** A commit begins with the mark; its changes follow, two records each. */
function parseLog(records: readonly string[]): LoggedCommit[] {
  const commits: (LoggedCommit & { changes: LoggedChange[] })[] = [];
  for (let at = 0; at < records.length; at++) {
    const record = (records[at] ?? '').trimStart();
    if (record.startsWith(MARK)) commits.push({ name: record.slice(MARK.length), changes: [] });
    else if (record.startsWith(':')) {
      const [before, after] = parseSides(record);
      commits.at(-1)?.changes.push({ path: records[++at] ?? '', before, after });
    }
  }
  return commits;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
