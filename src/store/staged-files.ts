/** The plan files of the next commit, read as those of the work tree are. */
import type { PlanTexts, StagedFile } from '../app/ports.ts';
import { createProblem } from '../core/rules.ts';
import type { Snapshot } from '../core/task.ts';
import { createTable } from '../core/task-table.ts';
import { PlanError } from '../errors.ts';
import { decodeText } from '../format/decode-text.ts';
import { MAX_FILE_BYTES } from '../format/split-file.ts';
import { classifyPath, type PlanFileEntry } from './list-plan-files.ts';
import { interpretPlanFile, type PlanFileContent } from './read-plan-file.ts';
import { assembleSnapshot } from './scan-plan-files.ts';

/** Plan and task files whose contents are in memory. */
export function createStagedFiles(files: readonly StagedFile[]): PlanTexts {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    scan: async () => createTable(readAll(files)),
    read(path) {
      const file = byPath.get(path);
      const text = file === undefined ? null : decodeText(file.bytes);
      if (file !== undefined && text !== null) return { text, revision: file.oid };
      throw new PlanError('file-unreadable', `${path} is not staged, or is not valid UTF-8.`, {
        data: { path },
      });
    },
  };
}

function readAll(files: readonly StagedFile[]): Snapshot {
  return assembleSnapshot(
    files.flatMap((file) => {
      const entry = classifyPath(file.path);
      return entry === null ? [] : [readStagedFile(entry, file)];
    }),
  );
}

function readStagedFile(entry: PlanFileEntry, { isLink, bytes, oid }: StagedFile): PlanFileContent {
  const { path, id, planId } = entry;
  const rule = isLink ? 'symbolic-link' : bytes.length > MAX_FILE_BYTES ? 'file-too-large' : null;
  if (rule === null) return interpretPlanFile(entry, bytes, oid);
  const kind = entry.kind === 'plan' ? 'plan' : 'task';
  return { unreadable: { kind, id, planId, path }, problems: [createProblem(rule, { path })] };
}
