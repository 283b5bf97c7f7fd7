/** A commit as `git log --raw -z --format=%x01%H%n%B` shows it; the message and the changes may be left out. */
export interface LogCommit {
  readonly oid: string;
  readonly tasks: readonly string[];
  readonly completions: readonly string[];
  readonly changes: readonly LogChange[];
}

export interface LogChange {
  /** Ends in `/` for a folder. */
  readonly path: string;
  /** Null when it is deleted. */
  readonly oid: string | null;
}

interface LogParser {
  take(records: readonly string[]): void;
  /** To be called after the last record: the last commit is complete only then. */
  end(): void;
}

const MARK = '\u0001';
const FOLDER_MODE = '040000';

/** Makes a parser that is given NUL-terminated records and gives each commit when it is complete. */
export function createLogParser(give: (commit: LogCommit) => void): LogParser {
  let commit: (LogCommit & { changes: LogChange[] }) | null = null;
  let change: string | null = null;
  const flush = () => {
    if (commit !== null) give(commit);
    commit = null;
  };
  return {
    take(records) {
      for (const record of records) {
        if (change !== null) {
          commit?.changes.push(parseChange(change, record));
          change = null;
        } else if (record.startsWith(MARK)) {
          flush();
          commit = { ...parseMessage(record), changes: [] };
        } else {
          const text = record.trimStart();
          if (text.startsWith(':')) change = text;
        }
      }
    },
    end: flush,
  };
}

function parseMessage(record: string): Omit<LogCommit, 'changes'> {
  const end = record.indexOf('\n');
  return {
    oid: record.slice(MARK.length, end),
    tasks: findLines(record, /^Task: (\S+)$/gm),
    completions: findLines(record, /^Task-Completion: (\S+)$/gm),
  };
}

function findLines(message: string, pattern: RegExp): string[] {
  return message.includes('\nTask') ? [...message.matchAll(pattern)].map(([, value = '']) => value) : [];
}

/** One colon a parent; then the modes before and after, the objects before and after, and the status. */
function parseChange(text: string, path: string): LogChange {
  const parents = /^:+/.exec(text)?.[0].length ?? 1;
  const fields = text.slice(parents).split(' ');
  const oid = fields[2 * parents + 1] ?? '';
  const modes = fields.slice(0, parents + 1);
  const isDeleted = /^0+$/.test(oid);
  const isFolder = isDeleted ? modes.includes(FOLDER_MODE) : modes.at(-1) === FOLDER_MODE;
  return { path: isFolder ? `${path}/` : path, oid: isDeleted ? null : oid };
}
