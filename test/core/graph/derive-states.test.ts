import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeState } from '../../../src/core/graph/codes.ts';
import type { State } from '../../../src/core/task.ts';
import { NaiveModel } from './naive-model.ts';
import { makeFacts, makeSnapshot, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: Record<string, State>): void {
  const facts = makeFacts(sample);
  const states = facts.graph.ids.map((id, node) => [id, decodeState(facts.states[node] ?? 255)]);
  expect(Object.fromEntries(states)).toEqual(expected);
}

describe('deriveStates', () => {
  test('makes a task ready when all that it needs is completed', () => {
    check(
      {
        tasks: { schema: { status: 'completed' }, login: { needs: ['schema'] }, page: { needs: ['login'] } },
      },
      { schema: 'completed', login: 'ready', page: 'waiting' },
    );
  });

  test('lets the file say that a task is blocked, failed or cancelled, whatever its dependencies', () => {
    check(
      {
        tasks: {
          a: { status: 'blocked', needs: ['gone'] },
          b: { status: 'failed', needs: ['gone'] },
          c: { status: 'cancelled', needs: ['gone'] },
        },
        claims: ['a', 'b', 'c'],
      },
      { a: 'blocked', b: 'failed', c: 'cancelled' },
    );
  });

  test('takes a live claim as work in progress, also while a dependency is open', () => {
    check(
      { tasks: { a: {}, b: { needs: ['a'] }, c: { status: 'completed' } }, claims: ['b', 'c'] },
      { a: 'ready', b: 'in_progress', c: 'completed' },
    );
  });

  test('never makes ready what depends on an unreadable, missing or ambiguous task', () => {
    check(
      {
        tasks: {
          twin: { status: 'completed' },
          a: { needs: ['torn'] },
          b: { needs: ['gone'] },
          c: { needs: ['twin'] },
        },
        unreadable: ['torn', 'twin'],
      },
      { twin: 'unreadable', torn: 'unreadable', a: 'waiting', b: 'waiting', c: 'waiting' },
    );
  });

  test('cancels the tasks of a cancelled plan except the completed ones', () => {
    check(
      {
        tasks: { a: {}, b: { status: 'completed' }, c: { status: 'failed' }, d: { status: 'in_progress' } },
        plans: { main: { cancelled: true } },
      },
      { a: 'cancelled', b: 'completed', c: 'cancelled', d: 'cancelled' },
    );
  });

  test('keeps tasks waiting whose plan.md is unreadable or missing', () => {
    check(
      {
        tasks: { a: { plan: 'torn' }, b: { plan: 'gone' }, c: { plan: 'torn', status: 'completed' } },
        plans: { torn: { file: 'unreadable' } },
      },
      { a: 'waiting', b: 'waiting', c: 'completed' },
    );
  });

  test.each<
    [
      string,
      Sample['plans'],
      Record<string, Partial<{ status: 'completed' | 'cancelled' | 'failed' }>>,
      State,
    ]
  >([
    ['open', { main: {}, part: { parent: 'whole' } }, { one: { status: 'completed' }, two: {} }, 'waiting'],
    ['failed', { main: {}, part: { parent: 'whole' } }, { one: { status: 'failed' } }, 'waiting'],
    [
      'done',
      { main: {}, part: { parent: 'whole' } },
      { one: { status: 'completed' }, two: { status: 'cancelled' } },
      'ready',
    ],
    ['empty', { main: {}, part: { parent: 'whole' } }, {}, 'waiting'],
    ['cancelled', { main: {}, part: { parent: 'whole', cancelled: true } }, { one: {} }, 'ready'],
    [
      'unreadable',
      { main: {}, part: { parent: 'whole', file: 'unreadable' } },
      { one: { status: 'completed' } },
      'waiting',
    ],
  ])('judges a task by the plan that breaks it down when that is %s', (_, plans, parts, expected) => {
    const tasks = Object.fromEntries(
      Object.entries(parts).map(([id, row]) => [id, { ...row, plan: 'part' }]),
    );
    const facts = makeFacts({ tasks: { whole: {}, ...tasks }, plans: plans ?? {} });
    expect(decodeState(facts.states[0] ?? 255)).toBe(expected);
  });

  test('agrees with the naive model', () => {
    fc.assert(
      fc.property(sampleArbitrary, (sample) => {
        const facts = makeFacts(sample);
        const model = new NaiveModel(makeSnapshot(sample), new Set(sample.claims));
        facts.graph.ids.forEach((id, node) => {
          expect([id, decodeState(facts.states[node] ?? 255)]).toEqual([id, model.stateOf(id)]);
          expect(facts.unfinished[node] === 1).toBe(model.isUnfinished(id));
        });
      }),
      { numRuns: 1000 },
    );
  });
});
