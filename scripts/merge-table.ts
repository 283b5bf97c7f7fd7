/**
 * The table in `docs/merging.md`: each kind of concurrent edit merged by git alone and with the merge driver, in
 * real repositories (`npm run docs:merging`). A test fails when the page says something else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTaskFile } from '../src/format/parse-file.ts';
import { idOfCase, MERGE_CASES, pathOfCase } from './merge-cases.ts';
import { createMergeRepository } from './merge-repository.ts';

const ROOT = join(import.meta.dirname, '..');
const TABLE = /(<!-- table:begin[^>]*-->\n)[\s\S]*?(<!-- table:end -->)/;

/** The page with its table replaced by what git does now; `entry` is the program. */
export function updateMergingPage(page: string, entry: string): string {
  const plain = mergeCases(null);
  const driven = mergeCases(entry);
  const rows = MERGE_CASES.map(({ what }, index) => `| ${what} | ${plain[index]} | ${driven[index]} |`);
  const table = ['| The two sides change | git alone | with the driver |', '|---|---|---|', ...rows].join(
    '\n',
  );
  return page.replace(TABLE, (_, begin, end) => `${begin}\n${table}\n\n${end}`);
}

/** How the file of each case comes out of a merge. */
function mergeCases(entry: string | null): string[] {
  const repository = createMergeRepository(entry);
  try {
    repository.git('checkout', '--quiet', 'ours');
    repository.git('merge', '--quiet', 'theirs');
    const conflicted = repository.git('diff', '--name-only', '--diff-filter=U') ?? '';
    return MERGE_CASES.map((_, index) => {
      const path = pathOfCase(index);
      if (conflicted.split('\n').includes(path)) return 'conflict';
      return isReadable(repository.read(path), index) ? 'merged' : '**merged, and cannot be read**';
    });
  } finally {
    repository.cleanup();
  }
}

function isReadable(text: string | null, index: number): boolean {
  const bytes = new TextEncoder().encode(text ?? '');
  return parseTaskFile({ bytes, path: pathOfCase(index), id: idOfCase(index) }).written !== null;
}

if (process.argv[1] === import.meta.filename) {
  const path = join(ROOT, 'docs', 'merging.md');
  const page = updateMergingPage(readFileSync(path, 'utf8'), join(ROOT, 'bin', 'orc.cjs'));
  writeFileSync(path, page);
}
