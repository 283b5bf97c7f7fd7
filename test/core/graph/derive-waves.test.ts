import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveWaves } from '../../../src/core/graph/derive-waves.ts';
import { findCycles } from '../../../src/core/graph/find-cycles.ts';
import { makeFacts, namesOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: string[]): void {
  const facts = makeFacts(sample);
  const waves = deriveWaves(facts.graph, facts.components);
  expect(waves.map((wave) => namesOf(facts, wave).join(' '))).toEqual(expected);
}

describe('deriveWaves', () => {
  test('groups what can be done side by side', () => {
    check(
      {
        tasks: {
          ui: { needs: ['api'] },
          docs: {},
          api: { needs: ['schema'] },
          schema: {},
          test: { needs: ['ui', 'docs'] },
        },
      },
      ['docs schema', 'api', 'ui', 'test'],
    );
  });

  test('leaves out what is finished', () => {
    check(
      {
        tasks: { a: { status: 'completed' }, b: { needs: ['a'] }, c: { needs: ['b'], status: 'cancelled' } },
      },
      ['b'],
    );
  });

  test('leaves out cycles and what waits for them', () => {
    check({ tasks: { a: { needs: ['b'] }, b: { needs: ['a'] }, c: { needs: ['a'] }, d: {} } }, ['d']);
  });

  test('puts every unfinished task just behind the last of its dependencies', () => {
    fc.assert(
      fc.property(sampleArbitrary, (sample) => {
        const { graph, components, unfinished } = makeFacts(sample);
        const waves = deriveWaves(graph, components);
        const waveOf = new Map(waves.flatMap((wave, depth) => wave.map((node) => [node, depth] as const)));
        for (const [node, depth] of waveOf) {
          const dependencies = graph.dependency.slice(
            graph.dependencyStart[node],
            graph.dependencyStart[node + 1],
          );
          const depths = [...dependencies]
            .filter((dependency) => dependency >= 0 && unfinished[dependency] === 1)
            .map((dependency) => waveOf.get(dependency) ?? Number.NaN);
          expect(Math.max(-1, ...depths)).toBe(depth - 1);
        }
        if (findCycles(graph).length === 0) expect(waveOf.size).toBe(components.order.length);
      }),
    );
  });
});
