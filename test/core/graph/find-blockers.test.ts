import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlockers } from '../../../src/core/graph/find-blockers.ts';
import { NaiveModel } from './naive-model.ts';
import { makeFacts, makeSnapshot, nodeOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, id: string, expected: string[]): void {
  const facts = makeFacts(sample);
  expect(findBlockers(facts, nodeOf(facts, id)).map((each) => `${each.id}: ${each.reason}`)).toEqual(
    expected,
  );
}

describe('findBlockers', () => {
  test('gives every reason, in the order of the file', () => {
    const needs = [
      'open',
      'late',
      'busy',
      'stuck',
      'broken',
      'dropped',
      'done',
      'gone',
      'torn',
      'twin',
      'release',
    ];
    check(
      {
        tasks: {
          open: {},
          late: { needs: ['open'] },
          busy: { status: 'in_progress' },
          stuck: { status: 'blocked' },
          broken: { status: 'failed' },
          dropped: { status: 'cancelled' },
          done: { status: 'completed' },
          twin: {},
          release: { needs },
        },
        unreadable: ['torn', 'twin'],
      },
      'release',
      [
        'open: pending',
        'late: pending',
        'busy: in_progress',
        'stuck: blocked',
        'broken: failed',
        'dropped: cancelled',
        'gone: missing',
        'torn: unreadable',
        'twin: ambiguous',
        'release: cycle',
      ],
    );
  });

  test('names a dependency once that the file names twice', () => {
    check({ tasks: { a: {}, b: { needs: ['a', 'a', 'gone', 'gone'] } } }, 'b', [
      'a: pending',
      'gone: missing',
    ]);
  });

  test('says cycle only to those in the circle, not to those behind it', () => {
    const sample = { tasks: { a: { needs: ['b'] }, b: { needs: ['a'] }, c: { needs: ['b'] } } };
    check(sample, 'a', ['b: cycle']);
    check(sample, 'c', ['b: pending']);
  });

  test('does not speak of a cycle that a completed task has broken', () => {
    const sample: Sample = {
      tasks: { a: { needs: ['b'] }, b: { needs: ['c'] }, c: { needs: ['a'], status: 'completed' } },
    };
    check(sample, 'a', ['b: pending']);
    check(sample, 'b', []);
    check(sample, 'c', ['a: pending']);
  });

  test('names the plan that breaks a task down once, however many of its tasks are open', () => {
    const plans = { main: {}, part: { parent: 'whole' } };
    check({ tasks: { whole: {}, one: { plan: 'part' }, two: { plan: 'part' } }, plans }, 'whole', [
      'part: plan',
    ]);
    check({ tasks: { whole: {} }, plans }, 'whole', ['part: plan']);
    check(
      { tasks: { whole: {} }, plans: { main: {}, part: { parent: 'whole', file: 'unreadable' } } },
      'whole',
      ['part: unreadable'],
    );
  });

  test('names the own plan of a task when it cannot be read', () => {
    check({ tasks: { a: { plan: 'torn' } }, plans: { torn: { file: 'unreadable' } } }, 'a', [
      'torn: unreadable',
    ]);
    check({ tasks: { a: { plan: 'gone' } }, plans: {} }, 'a', ['gone: missing']);
  });

  test('agrees with the naive model', () => {
    fc.assert(
      fc.property(sampleArbitrary, (sample) => {
        const facts = makeFacts(sample);
        const model = new NaiveModel(makeSnapshot(sample), new Set(sample.claims));
        facts.graph.ids.forEach((id, node) => {
          if (model.duplicates.has(id)) return;
          expect([id, findBlockers(facts, node)]).toEqual([id, model.blockersOf(id)]);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
