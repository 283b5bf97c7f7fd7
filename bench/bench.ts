/** What every row measures with: the program, repositories of any size, and the clock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFolder } from './clean-up.ts';
import { type Medians, measureInterleaved, type Subject } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { runProcess } from './processes.ts';
import { type BenchRepository, createRepository } from './repository.ts';
import type { NotMeasured } from './result.ts';

export interface Bench {
  readonly options: BenchOptions;
  /** Those of the numbers of tasks that are asked for. */
  sizes(wanted: readonly number[]): readonly number[];
  /** A repository that rows share, and so may not change. Made when first asked for. */
  sharedRepository(count: number): BenchRepository;
  /** Runs the program to its end and returns its stdout. */
  orc(root: string, ...args: readonly string[]): string;
  /** What a probe says about one run of the program. */
  probe(name: keyof typeof PROBES, root: string, ...args: readonly string[]): string;
  /** Whether the program has the command. */
  has(command: string): boolean;
  /** Medians in milliseconds of things that are run in turn. */
  measure<Name extends string>(subjects: Readonly<Record<Name, Subject>>): Promise<Medians<Name>>;
  /** The yardstick of whole processes: `node -e 0`. */
  readonly bareNode: Subject;
}

/** Modules that are preloaded into the program and write what they saw to the file `BENCH_PROBE`. */
const PROBES = {
  'loaded-packages': import.meta.resolve('./probe/loaded-packages.cjs'),
  'peak-memory': import.meta.resolve('./probe/peak-memory.cjs'),
};

const SMOKE_SIZE = 200;
const MAX_MS = 40_000;

export function createBench(options: BenchOptions): Bench {
  const { smoke, tasks, runs, program } = options;
  const scratch = createFolder();
  const shared = new Map<number, BenchRepository>();
  const orc = (root: string, ...args: readonly string[]) =>
    runProcess(process.execPath, [program, ...args], { cwd: root });
  let help: string | undefined;
  return {
    options,
    sizes(wanted) {
      if (smoke) return [SMOKE_SIZE];
      return tasks.length === 0 ? wanted : wanted.filter((count) => tasks.includes(count));
    },
    sharedRepository(count) {
      const repository = shared.get(count) ?? createRepository({ count });
      shared.set(count, repository);
      return repository;
    },
    orc,
    probe(name, root, ...args) {
      const file = join(scratch, name);
      runProcess(process.execPath, ['--require', fileURLToPath(PROBES[name]), program, ...args], {
        cwd: root,
        env: { BENCH_PROBE: file },
      });
      return readFileSync(file, 'utf8');
    },
    has(command) {
      help ??= orc(scratch, '--help');
      return new RegExp(`^ {2}${command}\\b`, 'm').test(help);
    },
    measure: (subjects) => measureInterleaved(subjects, { runs, warmUps: smoke ? 0 : 2, maxMs: MAX_MS }),
    bareNode: { run: () => void runProcess(process.execPath, ['-e', '0'], { cwd: scratch }) },
  };
}

/** The line of a row whose command is not there. */
export function notBuiltYet(label: string): NotMeasured {
  return { label, notMeasured: 'not built yet' };
}

/** `ready, 10,000 tasks`. */
export function labelOf(what: string, count: number): string {
  return `${what}, ${count.toLocaleString('en-US')} tasks`;
}
