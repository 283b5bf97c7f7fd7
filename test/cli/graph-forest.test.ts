import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveForest } from '../../src/cli/render/graph-forest.ts';

/** `a>b` says that b waits for a. */
function draw(ids: string, edges: string): string[] {
  const pairs = edges.split(' ').filter(Boolean);
  const { lines, stuck } = deriveForest(
    ids.split(' '),
    pairs.map((pair) => ({ from: pair.slice(0, 1), to: pair.slice(2) })),
  );
  const drawn = lines.map(
    ({ lead, id, above }) => `${lead}${id}${above.length > 0 ? ` ^${above.join('')}` : ''}`,
  );
  return [...drawn, ...stuck.map((id) => `stuck ${id}`)];
}

describe('the drawing', () => {
  it.each([
    ['no tasks that wait', 'a b', '', ['a', 'b']],
    ['a chain without indentation', 'a b c', 'a>b b>c', ['a', '↓ b', '↓ c']],
    ['branches', 'a b c d', 'a>b a>c b>d', ['a', '├─ b', '│  ↓ d', '└─ c']],
    [
      'a diamond, once, under its last dependency',
      'a b c d',
      'a>b a>c b>d c>d',
      ['a', '├─ b', '└─ c', '   ↓ d ^b'],
    ],
    ['two roots that meet', 'a b c', 'a>c b>c', ['a', 'b', '↓ c ^a']],
    ['a cycle and what is behind it', 'a b c d', 'a>b b>a b>c', ['d', 'stuck a', 'stuck b', 'stuck c']],
    ['a task that waits for itself', 'a b', 'a>a', ['b', 'stuck a']],
    ['edges to tasks that are not shown', 'a b', 'x>a a>y a>b', ['a', '↓ b']],
  ])('shows %s', (_, ids, edges, expected) => {
    expect(draw(ids, edges)).toEqual(expected);
  });

  it('stays narrow in a deep comb, and in a chain of any length', () => {
    const ids = Array.from({ length: 4000 }, (_, n) => `t${n}`);
    const comb = ids.flatMap((to, n) => (n === 0 ? [] : [{ from: `t${n - 1 - ((n - 1) % 2)}`, to }]));
    const chain = ids.slice(1).map((to, n) => ({ from: `t${n}`, to }));
    for (const edges of [comb, chain]) {
      const { lines } = deriveForest(ids, edges);
      expect(lines).toHaveLength(ids.length);
      expect(Math.max(...lines.map(({ lead }) => lead.length))).toBeLessThanOrEqual(30);
    }
  });
});

it('shows each task once, and all that it waits for above it and named', () => {
  const graphs = fc.integer({ min: 1, max: 25 }).chain((size) =>
    fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 60 }).map((pairs) => ({
      ids: Array.from({ length: size }, (_, n) => `t${n}`),
      edges: [...new Set(pairs.map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`))]
        .map((pair) => pair.split(' '))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ from: `t${a}`, to: `t${b}` })),
    })),
  );
  fc.assert(
    fc.property(graphs, ({ ids, edges }) => {
      const { lines, stuck } = deriveForest(ids, edges);
      expect(stuck).toEqual([]);
      expect(lines.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const row = new Map(lines.map(({ id }, index) => [id, index]));
      for (const { from, to } of edges) expect(row.get(from)).toBeLessThan(row.get(to) ?? -1);
      for (const { id, lead, above } of lines) {
        const waitsFor = edges.filter(({ to }) => to === id).length;
        expect(above.length).toBe(lead === '' ? waitsFor : waitsFor - 1);
      }
    }),
  );
});
