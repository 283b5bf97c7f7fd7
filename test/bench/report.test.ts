import { describe, expect, test } from 'vitest';
import { measureInterleaved, median } from '../../bench/measure.ts';
import { parseOptions } from '../../bench/options.ts';
import { formatSummary, formatTable } from '../../bench/report.ts';
import { budgetOf, judge, type Result } from '../../bench/result.ts';

const beside = { N: 30, G: 20 };
const within: Result = {
  label: 'complete, 10,000 tasks',
  value: 97,
  unit: 'ms',
  beside,
  budget: budgetOf({ N: 1.9, G: 2 }, beside),
};
const over: Result = {
  label: 'memory of ready',
  value: 80.1,
  unit: 'MB',
  budget: { limit: 80 },
};
const missing: Result = { label: 'watch', notMeasured: 'not built yet' };
const compared: Result = { label: 'tk ready', value: 412, unit: 'ms', beside: { N: 30 }, budget: null };

describe('a result', () => {
  test.each([
    ['within its budget', within, 'ok'],
    ['over its budget', over, 'OVER'],
    ['without a budget', compared, 'none'],
    ['that could not be taken', missing, 'not measured'],
    ['that is no number', { ...over, value: Number.NaN }, 'OVER'],
    ['whose yardstick is missing', { ...within, budget: budgetOf({ X: 2 }, beside) }, 'OVER'],
  ] as const)('%s is judged', (_, result, verdict) => {
    expect(judge(result)).toBe(verdict);
  });
});

test('the table shows figures beside their budgets, and says loudly what is missing', () => {
  expect(formatTable([within, over, missing, compared])).toMatchInlineSnapshot(`
    "                         median    ratio  budget                 verdict       beside it
    complete, 10,000 tasks  97.0 ms   3.23 N  1.9 N + 2 G = 97.0 ms  ok            N 30.0 ms, G 20.0 ms
    memory of ready         80.1 MB           80.0 MB                OVER
    watch                                                            NOT MEASURED  not built yet
    tk ready                 412 ms  13.73 N                                       N 30.0 ms
    "
  `);
  expect(formatSummary([within, over, missing, compared])).toMatchInlineSnapshot(`
    "1 within budget, 1 over, 1 NOT MEASURED.
    "
  `);
});

test('the median is the middle, or the mean of the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, Number.NaN]);
});

test('subjects take turns, prepared each time, after the warm-up rounds', async () => {
  const calls: string[] = [];
  const medians = await measureInterleaved(
    {
      a: { run: () => void calls.push('a') },
      b: { prepare: () => void calls.push('prepare b'), run: async () => void calls.push('b') },
    },
    { runs: 2, warmUps: 1, maxMs: 60_000 },
  );
  expect(calls).toEqual(Array.from({ length: 3 }, () => ['a', 'prepare b', 'b']).flat());
  expect(Object.keys(medians)).toEqual(['a', 'b']);
});

test('slow subjects are run less often, but not less than 5 times', async () => {
  let runs = 0;
  const count = () => {
    runs += 1;
  };
  await measureInterleaved({ count: { run: count } }, { runs: 50, warmUps: 0, maxMs: 0 });
  expect(runs).toBe(5);
});

describe('the command line', () => {
  test('names rows, sizes and runs', () => {
    const options = parseOptions(['--only', 'cold', '--only=lint', '--tasks', '1000,10000', '--runs', '3']);
    expect(options).toMatchObject({ only: ['cold', 'lint'], tasks: [1000, 10_000], runs: 3, smoke: false });
  });

  test.each([
    [['--runs', '0'], /--runs: "0"/],
    [['--tasks', '1000,many'], /--tasks: "many"/],
    [['--quick'], /--quick/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
