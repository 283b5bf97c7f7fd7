/**
 * Tells what each commit changed under `.tasks/`, by one `git log` that is stopped as soon as nobody reads on.
 * Where the folder has come from another place, it is followed there.
 */
import type { FileVersion, PlanCommit, PlanHistory, PlanHistoryQuery } from '../app/ports.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { isPartial, readBoundary } from './clone-limits.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { openObjectReader } from './object-reader.ts';
import { createPlanLogParser, LOG_FORMAT, parseRawFiles } from './plan-log-parser.ts';
import { requireGit, splitRecords, startGit } from './run-git.ts';

const OPTIONS = [
  ...['-z', '--raw', '--no-abbrev', '--root', '--diff-merges=combined', '--combined-all-paths', LOG_FORMAT],
  ...['--no-color', '--no-show-signature', '--no-notes', '--no-follow', '--encoding=UTF-8'],
];
/** Files of one form look alike: git's own bar, half of the lines, would take one for another. */
const RENAMES = '--find-renames=60%';
/** Needs no contents, which a partial clone would have to fetch. */
const EXACT_RENAMES = '--find-renames=100%';

/** A stretch of history in which the plans lie in one folder. */
interface Stretch extends PlanHistoryQuery {
  readonly root: string;
  readonly folder: string;
  readonly renames: string;
}

/** The history of the plans for one work tree. */
export function openPlanHistory(location: RepositoryLocation): PlanHistory {
  const objects = openObjectReader(location.root);
  return {
    readBoundary: () => readBoundary(location),
    async *readCommits(query) {
      const renames = (await isPartial(location)) ? EXACT_RENAMES : RENAMES;
      yield* readCommits({ ...query, root: location.root, folder: '.tasks', renames });
    },
    async readBlob(oid) {
      const object = await objects.read(oid);
      return object?.type === 'blob' ? object.content : null;
    },
    close: objects.close,
  };
}

/** Where the folder came from elsewhere, goes on there. */
async function* readCommits(stretch: Stretch): AsyncGenerator<PlanCommit> {
  let last: PlanCommit | null = null;
  for await (const commit of readStretch(stretch)) {
    if (last !== null) yield keepPlanFiles(last, [stretch.folder]);
    last = commit;
  }
  if (last === null) return;
  const move = await findMove(stretch, last);
  if (move === null) return yield keepPlanFiles(last, [stretch.folder]);
  yield keepPlanFiles(move.commit, [stretch.folder, move.before.folder]);
  yield* readCommits({ ...stretch, ...move.before });
}

/** Plans and tasks lie in the folders of the plans, neither above nor below; elsewhere there is none. */
function keepPlanFiles(commit: PlanCommit, folders: readonly string[]): PlanCommit {
  const isPlanFile = ({ path }: FileVersion) =>
    folders.some(
      (folder) => path.startsWith(`${folder}/`) && path.slice(folder.length + 1).split('/').length === 2,
    );
  const keep = (version: FileVersion | null) => (version !== null && isPlanFile(version) ? version : null);
  const files = commit.files.map(({ before, after }) => ({ before: before.map(keep), after: keep(after) }));
  return {
    ...commit,
    files: files.filter(({ before, after }) => [...before, after].some((one) => one !== null)),
  };
}

async function* readStretch({
  root,
  folder,
  renames,
  tip,
  since,
  after,
}: Stretch): AsyncGenerator<PlanCommit> {
  const range = [
    ...(since === null ? [] : [formatSince(since)]),
    tip,
    ...(after === null ? [] : [`^${after}`]),
  ];
  const args = ['log', ...OPTIONS, renames, ...range, '--', folder];
  const git = startGit({ root, args, env: HISTORY_AS_IT_IS });
  const parser = createPlanLogParser();
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of git.output) {
      const all = Buffer.concat([rest, chunk]);
      const end = all.lastIndexOf(0) + 1;
      yield* parser.take(splitRecords(all.subarray(0, end)));
      rest = all.subarray(end);
    }
    yield* parser.end();
  } finally {
    git.close();
  }
}

/** In the one form of which git guesses nothing. */
function formatSince(time: string): string {
  return `--since=@${Math.floor(Date.parse(time) / 1000)} +0000`;
}

interface Move {
  /** The commit, with the files told as moved. */
  readonly commit: PlanCommit;
  readonly before: Pick<Stretch, 'folder' | 'tip'>;
}

/** Whether the oldest commit that a folder knows of brought its files from another folder. */
async function findMove({ root, folder }: Stretch, commit: PlanCommit): Promise<Move | null> {
  const [parent, ...others] = commit.parents;
  const isNew = commit.files.every(({ before }) => before.every((version) => version === null));
  if (parent === undefined || others.length > 0 || !isNew) return null;
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-commit-id', EXACT_RENAMES];
  const output = await requireGit({
    root,
    args: ['diff-tree', ...options, commit.oid],
    env: HISTORY_AS_IT_IS,
  });
  const files = parseRawFiles(splitRecords(output)).filter(({ after }) =>
    after?.path.startsWith(`${folder}/`),
  );
  for (const { before, after } of files) {
    const inside = after?.path.slice(folder.length) ?? '';
    const former = before[0]?.path ?? '';
    if (former !== after?.path && former.endsWith(inside) && former.length > inside.length) {
      const moved = former.slice(0, -inside.length);
      return { commit: { ...commit, files }, before: { folder: moved, tip: parent } };
    }
  }
  return null;
}
