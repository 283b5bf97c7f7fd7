/**
 * Reads what `git log --raw -z --combined-all-paths` says of each commit: its header, and for each file the versions
 * before and after. A merge has a version before for each parent, and only files that differ from all of them
 * (https://git-scm.com/docs/git-log#_combined_diff_format).
 */
import type { FileVersion, PlanCommit, PlanFileChange } from '../app/ports.ts';

/** The fields that the parser expects, the first of them marked. */
export const LOG_FORMAT = '--format=%x01%H%x00%P%x00%an%x00%cI%x00%s';

type OpenCommit = PlanCommit & { readonly files: PlanFileChange[] };

const MARK = '\u0001';
const HEADER_FIELDS = 5;

/** Makes a parser of NUL-terminated records that gives the commits which each batch of them completes. */
export function createPlanLogParser(): {
  take(records: readonly string[]): PlanCommit[];
  /** The commit that nothing has followed yet. */
  end(): PlanCommit[];
} {
  let commit: OpenCommit | null = null;
  let header: string[] = [];
  let raw: RawChange | null = null;
  const takeRecord = (record: string, complete: PlanCommit[]) => {
    if (raw !== null) {
      raw.paths.push(record);
      if (raw.paths.length === raw.pathCount) {
        commit?.files.push(describeChange(raw));
        raw = null;
      }
    } else if (header.length > 0 || record.startsWith(MARK)) {
      header.push(record);
      if (header.length < HEADER_FIELDS) return;
      if (commit !== null) complete.push(commit);
      commit = parseHeader(header);
      header = [];
    } else if (record.trimStart().startsWith(':')) {
      raw = parseRaw(record.trimStart());
    }
  };
  return {
    take(records) {
      const complete: PlanCommit[] = [];
      for (const record of records) takeRecord(record, complete);
      return complete;
    },
    end: () => (commit === null ? [] : [commit]),
  };
}

/** The files of the one commit that `git diff-tree --raw -z` tells of. */
export function parseRawFiles(records: readonly string[]): readonly PlanFileChange[] {
  const parser = createPlanLogParser();
  parser.take([MARK, '', '', '', '', ...records]);
  return parser.end()[0]?.files ?? [];
}

function parseHeader([oid = '', parents = '', author = '', at = '', subject = '']: string[]): OpenCommit {
  return {
    oid: oid.slice(MARK.length),
    parents: parents.split(' ').filter(Boolean),
    author,
    at,
    subject,
    files: [],
  };
}

interface RawChange {
  /** Object before, once a parent, and after; null where there is none. */
  readonly blobs: readonly (string | null)[];
  readonly pathCount: number;
  readonly paths: string[];
}

/** One colon a parent; then the modes before and after, the objects before and after, and the status. */
function parseRaw(text: string): RawChange {
  const parents = /^:+/.exec(text)?.[0].length ?? 1;
  const fields = text.slice(parents).split(' ');
  const blobs = fields.slice(parents + 1, 2 * parents + 2).map((oid) => (/^0+$/.test(oid) ? null : oid));
  const status = fields[2 * parents + 2] ?? '';
  const isRenamed = status.startsWith('R');
  return { blobs, pathCount: parents > 1 ? parents + 1 : isRenamed ? 2 : 1, paths: [] };
}

function describeChange({ blobs, paths }: RawChange): PlanFileChange {
  const last = paths.at(-1) ?? '';
  const versions = blobs.map((blob, at): FileVersion | null =>
    blob === null ? null : { path: paths[at] ?? last, blob },
  );
  return { before: versions.slice(0, -1), after: versions.at(-1) ?? null };
}
