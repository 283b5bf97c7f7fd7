/**
 * The merge driver as git starts it, once for each file: a bundle of its own, which loads nothing but the
 * merge. Whatever happens, git finds a result or both versions between markers, never ours alone
 * (https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver).
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mergeTaskFile } from '../app/merge/merge-task-file.ts';

/** What git's placeholders stand for, in the order of `%O %A %B %L %P`. */
interface DriverRequest {
  /** Files that hold the versions; the merge goes where ours is. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly markerSize: number;
  /** Where the file lies in the repository. */
  readonly path: string;
}

/**
 * Runs the driver for a command line. Leaves in `process.exitCode` 0 for a clean merge, 1 when something is left to
 * a person, and 2 when nothing was done: the configured command then has git merge the file.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const [base = '', ours = '', theirs = '', size = '', path = ''] = argv.slice(3);
  try {
    process.exitCode = mergeFiles({ base, ours, theirs, markerSize: Number(size) || 7, path });
  } catch (error) {
    process.stderr.write(`orc merge-driver: ${String(error)}\n`);
    process.exitCode = 2;
  }
}

function mergeFiles({ markerSize, path, ...files }: DriverRequest): 0 | 1 {
  const base = readFileSync(files.base);
  const ours = readFileSync(files.ours);
  const theirs = readFileSync(files.theirs);
  try {
    // Bytes that are not UTF-8 are kept as they are.
    const encoding = [base, ours, theirs].every(isUtf8) ? 'utf8' : 'latin1';
    const texts = {
      base: base.toString(encoding),
      ours: ours.toString(encoding),
      theirs: theirs.toString(encoding),
    };
    const { text, conflicts } = mergeTaskFile(path, texts, markerSize);
    replace(files.ours, Buffer.from(text, encoding));
    return conflicts.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`orc merge-driver: ${String(error)}; both versions of the file are kept\n`);
    replace(files.ours, keepBoth(ours, theirs, markerSize));
    return 1;
  }
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}

/** The file of ours is never half written: after a failure git's own merge still has it. */
function replace(file: string, bytes: Buffer): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}

function keepBoth(ours: Buffer, theirs: Buffer, markerSize: number): Buffer {
  const end = (bytes: Buffer) => (bytes.length === 0 || bytes.at(-1) === 0x0a ? '' : '\n');
  const mark = (character: string) => character.repeat(markerSize);
  return Buffer.concat([
    Buffer.from(`${mark('<')} ours\n`),
    ours,
    Buffer.from(`${end(ours)}${mark('=')}\n`),
    theirs,
    Buffer.from(`${end(theirs)}${mark('>')} theirs\n`),
  ]);
}
