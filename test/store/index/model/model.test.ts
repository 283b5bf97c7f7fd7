/**
 * The index against the plain reading of all files, after each step of random sequences with real files and
 * real git. The long form: `INDEX_MODEL_RUNS=5000 INDEX_MODEL_SEED=7 npx vitest run test/store/index/model`.
 * A failure names the seed of its sequence: run it alone with that seed and `INDEX_MODEL_RUNS=1`.
 */
import { expect, test } from 'vitest';
import { runSequences } from './run-sequences.ts';

const RUNS = Number(process.env.INDEX_MODEL_RUNS ?? 300);
const SEED = Number(process.env.INDEX_MODEL_SEED ?? 1);

test('the index says what the files say, whatever is done to files, git and the index', async () => {
  expect(await runSequences(RUNS, SEED)).toEqual([]);
}, 3_600_000);
