import { PlanError } from '../errors.ts';
import { splitFile } from '../format/split-file.ts';
import type { Ports, UncommittedFile } from './ports.ts';

/** A file in the work tree that HEAD does not hold as it is; `from` is the name that HEAD knows it by, if another. */
export interface PresentFile extends UncommittedFile {
  readonly from: string | null;
}

/**
 * The files that are there, each that was renamed with what it was before. A new file is an old one that is gone when
 * both have the same id, or the same title and text; `lint --fix` gives ids and names, and changes neither.
 */
export function followRenames(ports: Ports, files: readonly UncommittedFile[]): readonly PresentFile[] {
  const gone = files.filter(({ exists, before }) => !exists && before !== null);
  return files
    .filter(({ exists }) => exists)
    .map((file) => {
      const text = file.before === null && gone.length > 0 ? readText(ports, file.path) : null;
      const old = text === null ? undefined : takeFormer(gone, file.path, text);
      return { ...file, before: old?.before ?? file.before, from: old?.path ?? null };
    });
}

/** Takes it out of the list: nothing was two files before. Of several that could be meant none is. */
function takeFormer(gone: UncommittedFile[], path: string, text: string): UncommittedFile | undefined {
  const kind = path.endsWith('/plan.md');
  const marks = readMarks(text);
  const found = gone.filter((old) => {
    const former = readMarks(old.before ?? '');
    if (old.path.endsWith('/plan.md') !== kind || marks === null || former === null) return false;
    return (former.id !== '' && former.id === marks.id) || former.content === marks.content;
  });
  const [former] = found;
  if (former === undefined || found.length > 1) return undefined;
  gone.splice(gone.indexOf(former), 1);
  return former;
}

/** Null for a text without front matter or without a title. */
function readMarks(text: string): { readonly id: string; readonly content: string } | null {
  const split = splitFile(text);
  if (!('bodyStart' in split)) return null;
  const head = text.slice(split.start, split.end);
  const readField = (field: string) => new RegExp(`^${field}:[ \\t]*(.*?)\\s*$`, 'mi').exec(head)?.[1] ?? '';
  const title = readField('title');
  if (title === '') return null;
  return { id: readField('id'), content: `${title}\n${text.slice(split.bodyStart)}` };
}

function readText({ files }: Ports, path: string): string | null {
  try {
    return files.read(path).text;
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}
