/** The benchmark: measures each row, prints the table, keeps the figures, and exits 1 when one is over its budget. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { dirname } from 'node:path';
import { createBench } from './bench.ts';
import { type BenchOptions, parseOptions, USAGE } from './options.ts';
import { peers } from './peers/index.ts';
import { keepVariables } from './processes.ts';
import { formatSummary, formatTable } from './report.ts';
import { judge, type Result } from './result.ts';
import { ROWS } from './rows/index.ts';
import type { Row } from './rows/row.ts';

async function main(options: BenchOptions, rows: readonly Row[]): Promise<void> {
  keepVariables(options.keep);
  const bench = createBench(options);
  const results: Result[] = [];
  for (const row of rows) {
    console.error(`${row.name} …`);
    const measured = await row.measure(bench);
    results.push(...measured.map((result) => (options.smoke ? withoutBudget(result) : result)));
  }
  console.log(formatTable(results));
  console.log(formatSummary(results));
  writeFigures(options, results);
  process.exitCode = results.some((result) => judge(result) === 'OVER') ? 1 : 0;
}

/** With 200 tasks and one run a figure says nothing about a budget. */
function withoutBudget(result: Result): Result {
  return 'notMeasured' in result ? result : { ...result, budget: null };
}

function writeFigures({ json, runs, smoke }: BenchOptions, results: readonly Result[]): void {
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  const machine = { node: process.version, git, platform: platform(), arch: arch(), cpus: cpus().length };
  const judged = results.map((result) => ({ ...result, verdict: judge(result) }));
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify({ machine, runs, smoke, results: judged }, null, 2)}\n`);
}

/** The rows asked for; the peers' only when asked for. Throws for a name that is none. */
function selectRows({ only, peers: withPeers }: BenchOptions): readonly Row[] {
  const all = [...ROWS, peers];
  const names = all.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`--only: there is no row ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  }
  if (only.length === 0) return withPeers ? all : ROWS;
  return all.filter(({ name }) => only.includes(name));
}

function readCommandLine(): { options: BenchOptions; rows: readonly Row[] } | null {
  try {
    const options = parseOptions(process.argv.slice(2));
    return { options, rows: selectRows(options) };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return null;
  }
}

const asked = readCommandLine();
if (asked !== null) await main(asked.options, asked.rows);
