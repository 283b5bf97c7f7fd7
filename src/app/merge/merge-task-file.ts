import { type FileMerge, mergeFile } from '../../format/merge/merge-file.ts';
import type { Sides } from '../../format/merge/sides.ts';

const LABELS = { ours: 'ours', theirs: 'theirs' };

/** Merges the texts of one file under `.tasks/`, known by its path; an empty base when both sides have added it. */
export function mergeTaskFile(path: string, texts: Sides<string>, markerSize = 7): FileMerge {
  const isDerived = /(?:^|\/)synthesis\.md$/i.test(path);
  return mergeFile(texts, { markerSize, labels: LABELS, isDerived });
}
