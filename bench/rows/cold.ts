import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { labelOf } from '../bench.ts';
import { runProcess } from '../processes.ts';
import { budgetOf, type Measured } from '../result.ts';
import type { Row } from './row.ts';

/** Reads every file of a folder and of the folders in it as text, one after the other, and nothing more. */
const READ_RAW = `
const fs = require('node:fs');
for (const entry of fs.readdirSync(process.argv[1], { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) fs.readFileSync((entry.parentPath ?? entry.path) + '/' + entry.name, 'utf8');
}`;

/** The first answer in a clone, or after the index was deleted: every file is read and parsed. */
export const cold: Row = {
  name: 'cold',
  async measure(bench) {
    const results: Measured[] = [];
    for (const count of bench.sizes([10_000])) {
      const { root } = bench.sharedRepository(count);
      const index = join(root, '.git', 'orchestrator');
      const { raw, orc } = await bench.measure({
        raw: {
          run: () =>
            void runProcess(process.execPath, ['--eval', READ_RAW, join(root, '.tasks')], { cwd: root }),
        },
        orc: {
          prepare: () => rmSync(index, { recursive: true, force: true }),
          run: () => void bench.orc(root, 'ready'),
        },
      });
      results.push({
        label: labelOf('ready with a cold index', count),
        value: orc,
        unit: 'ms',
        beside: { R: raw },
        budget: budgetOf({ R: 4 }, { R: raw }),
        note: 'R = reading the same files',
      });
    }
    return results;
  },
};
