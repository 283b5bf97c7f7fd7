import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Names of rows; all when empty. */
  readonly only: readonly string[];
  /** Numbers of tasks to measure at, of those that a row names; all when empty. */
  readonly tasks: readonly number[];
  readonly runs: number;
  /** 200 tasks, one run, no thresholds. */
  readonly smoke: boolean;
  readonly peers: boolean;
  /** Names of variables that stay in the environment, though it is a clean one. */
  readonly keep: readonly string[];
  /** Where the figures go. */
  readonly json: string;
  /** The program to measure: `bin/orc.cjs` of any build. */
  readonly program: string;
}

export const USAGE = `npm run bench -- [options]

  --only <row>       only this row; repeatable
  --tasks <n,n>      only at these numbers of tasks: 1000, 10000, 100000
  --runs <n>         how often each thing is run (default 15)
  --smoke            200 tasks, one run, no thresholds: does the harness still work?
  --peers            also those peers that are installed
  --keep <name>      leave this variable in the environment, NODE_EXTRA_CA_CERTS perhaps; repeatable
  --json <file>      where the figures go (default bench/results/latest.json)
  --program <file>   measure this bin/orc.cjs instead of the one here
`;

const HERE = dirname(fileURLToPath(import.meta.url));
const DEFAULT_RUNS = 15;

/** Reads the command line. Throws a readable error for what it does not know. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      tasks: { type: 'string', default: '' },
      runs: { type: 'string', default: String(DEFAULT_RUNS) },
      smoke: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      keep: { type: 'string', multiple: true, default: [] },
      json: { type: 'string', default: join(HERE, 'results', 'latest.json') },
      program: { type: 'string', default: join(HERE, '..', 'bin', 'orc.cjs') },
    },
  });
  const { tasks, runs, ...rest } = values;
  return {
    ...rest,
    tasks: tasks === '' ? [] : tasks.split(',').map((text) => parseCount(text, '--tasks')),
    runs: values.smoke ? 1 : parseCount(runs, '--runs'),
  };
}

function parseCount(text: string, option: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option}: "${text}" is not a whole number from 1 up.`);
  return Number(text);
}
