import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { updateMergingPage } from '../../scripts/merge-table.ts';

test('the table of docs/merging.md is what git does with the edits in it', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'merging.md'), 'utf8');
  expect(updateMergingPage(page, inject('orcEntry'))).toBe(page);
});
