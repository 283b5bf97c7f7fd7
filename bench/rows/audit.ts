import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { notBuiltYet } from '../bench.ts';
import { createHistory } from '../history.ts';
import type { Measured } from '../result.ts';
import type { Row } from './row.ts';

const FIRST_MS = 2_000;
const AGAIN_MS = 300;

/** Whether every recorded completion is still found in a long history: the first time, and when nothing changed. */
export const audit: Row = {
  name: 'audit',
  async measure(bench) {
    const history = createHistory(
      bench.options.smoke ? { commits: 100, completions: 20 } : { commits: 10_000, completions: 1_000 },
    );
    if (!bench.has('audit')) return [notBuiltYet('audit, the first time'), notBuiltYet('audit, again')];
    const run = () => void bench.orc(history.root, 'audit');
    const forget = () => rmSync(join(history.root, '.git', 'orchestrator'), { recursive: true, force: true });
    const { first } = await bench.measure({ first: { prepare: forget, run } });
    const { again } = await bench.measure({ again: { run } });
    return [limited('audit, the first time', first, FIRST_MS), limited('audit, again', again, AGAIN_MS)];
  },
};

function limited(label: string, value: number, limit: number): Measured {
  return { label, value, unit: 'ms', budget: { limit } };
}
