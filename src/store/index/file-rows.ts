import type { Problem } from '../../core/problem.ts';
import type { RuleCode } from '../../core/rules.ts';
import type { ReadFile } from '../read-plan-file.ts';
import { isRacy, SIGNATURE_LENGTH } from '../signature.ts';
import type { FileColumns, IndexData } from './index-data.ts';
import type { Survey } from './survey-files.ts';

/** The columns of the files, row after row. */
export interface FileRows {
  /** Adds a file that was read. */
  addFresh(kind: number, reference: number, read: Pick<ReadFile, 'signature' | 'problems'>): void;
  /** Adds a row of another index as it is, except for where it refers to. */
  addKept(old: IndexData, row: number, reference: number): void;
  readonly columns: FileColumns;
}

/** Makes the columns for the files of a survey, of which there are so many; those of the folders are filled in. */
export function createFileRows({ folders, startNs }: Survey, count: number): FileRows {
  const columns = {
    kind: new Uint8Array(count),
    reference: new Int32Array(count),
    signature: new BigInt64Array(count * SIGNATURE_LENGTH),
    racy: new Uint8Array(count),
    vouched: new Uint8Array(count),
    ...folderColumns({ folders, startNs }),
  };
  let next = 0;
  const add = (kind: number, reference: number, signature: ArrayLike<bigint>) => {
    columns.kind[next] = kind;
    columns.reference[next] = reference;
    columns.signature.set(signature, next * SIGNATURE_LENGTH);
    next += 1;
  };
  return {
    columns,
    addFresh(kind, reference, { signature, problems }) {
      columns.racy[next] = isRacy(signature, startNs) || mayPass(problems) ? 1 : 0;
      add(kind, reference, signature);
    },
    addKept({ files }, row, reference) {
      columns.vouched[next] = files.vouched[row] ?? 0;
      const start = row * SIGNATURE_LENGTH;
      add(files.kind[row] ?? 0, reference, files.signature.subarray(start, start + SIGNATURE_LENGTH));
    },
  };
}

/** The columns of the same files where some, by row, have been read again. */
export function replaceFileRows(
  old: FileColumns,
  survey: Pick<Survey, 'folders' | 'startNs'>,
  changed: ReadonlyMap<number, Pick<ReadFile, 'signature' | 'problems'>>,
): FileColumns {
  const columns = {
    ...old,
    signature: old.signature.slice(),
    racy: old.racy.slice(),
    vouched: old.vouched.slice(),
    ...folderColumns(survey),
  };
  for (const [row, { signature, problems }] of changed) {
    columns.signature.set(signature, row * SIGNATURE_LENGTH);
    columns.racy[row] = isRacy(signature, survey.startNs) || mayPass(problems) ? 1 : 0;
    columns.vouched[row] = 0;
  }
  return columns;
}

function folderColumns({ folders, startNs }: Pick<Survey, 'folders' | 'startNs'>) {
  return {
    folderSignature: BigInt64Array.from(folders.flatMap(({ signature }) => signature)),
    folderRacy: Uint8Array.from(folders, ({ signature, problems }) =>
      isRacy(signature, startNs) || mayPass(problems) ? 1 : 0,
    ),
  };
}

/** Whether it may go better the next time without a change of the file: other rights, fewer open files. */
function mayPass(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === ('unreadable-file' satisfies RuleCode));
}
