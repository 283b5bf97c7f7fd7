import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, labelOf } from '../bench.ts';
import { createFolder } from '../clean-up.ts';
import type { Subject } from '../measure.ts';
import { type BenchRepository, createRepository } from '../repository.ts';
import { budgetOf, type Measured } from '../result.ts';
import type { Row } from './row.ts';
import { commitWithGit, createCounter, writeWork } from './work.ts';

/** A change by orc, and git committing the same paths in a repository of its own. */
interface Pair {
  readonly orc: Subject;
  readonly git: Subject;
}

const SUBTASKS = 10;

/** Commands that write and commit; how many tasks there are must not matter to them. */
export const writes: Row = {
  name: 'writes',
  async measure(bench) {
    const results: Measured[] = [];
    for (const count of bench.sizes([10_000])) {
      const ours = createRepository({ count });
      const theirs = createRepository({ count });
      bench.orc(ours.root, 'ready');
      const pairs = {
        'plan of 10 tasks': planning(bench, ours, theirs),
        complete: completing(bench, ours, theirs),
        update: updating(bench, ours, theirs),
      };
      for (const [command, pair] of Object.entries(pairs)) {
        const { N, G, orc } = await bench.measure({ N: bench.bareNode, G: pair.git, orc: pair.orc });
        const beside = { N, G };
        const budget = budgetOf({ N: 1.9, G: 2 }, beside);
        results.push({ label: labelOf(command, count), value: orc, unit: 'ms', beside, budget });
      }
    }
    return results;
  },
};

function planning(bench: Bench, ours: BenchRepository, theirs: BenchRepository): Pair {
  const subtasks = join(createFolder(), 'subtasks.json');
  const list = Array.from({ length: SUBTASKS }, (_, place) => ({
    title: `Migrate part ${place} of the mail queue`,
    description: 'Move the messages that wait there, oldest first, and keep their order.',
    dependencies: place === 0 ? [] : [place - 1],
  }));
  writeFileSync(subtasks, JSON.stringify(list));
  const next = createCounter();
  return {
    orc: { run: () => void bench.orc(ours.root, 'plan', 'Migrate the mail queue', '--subtasks', subtasks) },
    git: commitWithGit(theirs, () => {
      const folder = `.tasks/migrate-the-mail-queue-${next()}`;
      const paths = Array.from({ length: SUBTASKS + 1 }, (_, place) => `${folder}/part-${place}.md`);
      for (const path of paths)
        theirs.write(path, `# ${path}\n${'The messages that wait there.\n'.repeat(12)}`);
      return paths;
    }),
  };
}

function completing(bench: Bench, ours: BenchRepository, theirs: BenchRepository): Pair {
  const next = createCounter();
  let claimed = { id: '', work: '' };
  return {
    orc: {
      prepare() {
        const { task } = JSON.parse(bench.orc(ours.root, 'execute', '--json'));
        claimed = { id: task.id, work: writeWork(ours, next()) };
      },
      run() {
        const { id, work } = claimed;
        bench.orc(ours.root, 'complete', id, '--summary', 'Done as described', '--artifact', work);
      },
    },
    git: commitWithGit(theirs, () => [writeWork(theirs, next()), touchTask(theirs, next())]),
  };
}

function updating(bench: Bench, ours: BenchRepository, theirs: BenchRepository): Pair {
  const next = createCounter();
  const { tasks } = ours.generated;
  return {
    orc: {
      run() {
        const task = tasks[tasks.length - next()];
        bench.orc(ours.root, 'update', task?.written.id ?? '', '--note', 'The vendor answered');
      },
    },
    git: commitWithGit(theirs, () => [touchTask(theirs, next())]),
  };
}

/** Adds a line to a task file. Returns its path. */
function touchTask({ root, generated }: BenchRepository, number: number): string {
  const path = generated.tasks[number % generated.tasks.length]?.path ?? '';
  appendFileSync(join(root, path), `- note ${number}\n`);
  return path;
}
