/** Writes the generated pages of `docs/` (`npm run docs`); a test fails when they drift from the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPages } from './reference.ts';

for (const [path, text] of Object.entries(formatPages())) {
  writeFileSync(join(import.meta.dirname, '..', path), text);
  console.log(`wrote ${path}`);
}
