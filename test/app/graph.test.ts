import { describe, expect, it } from 'vitest';
import { readGraph } from '../../src/app/read-graph.ts';
import { readSample, writePlans, writeTask } from '../cli/graph-sample.ts';
import { createWorld } from '../helpers/memory-ports.ts';

const DOUGH = 'make-dough-000001';
const SAUCE = 'make-sauce-000002';
const BAKE = 'bake-pizza-000003';
const SHOP = 'buy-flour-000004';

const PIZZA = {
  'pizza-aaaaaa': {
    title: 'Pizza',
    tasks: {
      [DOUGH]: { needs: [SHOP], effort: '2h' },
      [SAUCE]: { effort: '1h' },
      [BAKE]: { needs: [DOUGH, SAUCE], effort: '30m' },
    },
  },
};

describe('the graph of all open plans', () => {
  it('has every task, the edges between them, the waves and the critical path', async () => {
    const answer = await readSample({
      ...PIZZA,
      'market-bbbbbb': { title: 'Market', tasks: { [SHOP]: { effort: '1d' } } },
    });
    expect(answer.nodes.map(({ id }) => id)).toEqual([SHOP, SAUCE, DOUGH, BAKE]);
    expect(answer.edges).toEqual(
      expect.arrayContaining([
        { from: SHOP, to: DOUGH },
        { from: DOUGH, to: BAKE },
        { from: SAUCE, to: BAKE },
      ]),
    );
    expect(answer.edges).toHaveLength(3);
    expect(answer.waves).toEqual([[SHOP, SAUCE].sort(), [DOUGH], [BAKE]]);
    expect(answer.critical_path).toEqual([SHOP, DOUGH, BAKE]);
    expect(answer.critical_path_hours).toBe(10.5);
    expect(answer).toMatchObject({ kind: 'graph', cycles: [], problem_count: 0 });
    expect(answer.plans.map(({ id }) => id)).toEqual(['market-bbbbbb', 'pizza-aaaaaa']);
  });

  it('leaves out finished plans unless they are asked for, and knows finished tasks of open ones', async () => {
    const plans = {
      ...PIZZA,
      'market-bbbbbb': { tasks: { [SHOP]: { status: 'completed' } } },
      'wine-cccccc': { tasks: { 'open-wine-000005': { status: 'completed' } } },
    };
    const answer = await readSample(plans);
    expect(answer.plans.map(({ id }) => id)).toEqual(['pizza-aaaaaa']);
    expect(answer.nodes.map(({ id }) => id)).toEqual([SHOP, SAUCE, DOUGH, BAKE]);
    expect(answer.waves).toEqual([[DOUGH, SAUCE], [BAKE]]);
    const whole = await readSample(plans, { includeCompleted: true });
    expect(whole.plans).toHaveLength(3);
    expect(whole.nodes).toHaveLength(5);
  });
});

describe('the graph of one plan', () => {
  it('has what its tasks directly depend on in other plans, but plans waves and path for its own', async () => {
    const answer = await readSample(
      {
        ...PIZZA,
        'market-bbbbbb': {
          tasks: { [SHOP]: { needs: ['find-purse-000006'] }, 'find-purse-000006': { effort: '4w' } },
        },
      },
      { plan: 'pizza' },
    );
    expect(answer.nodes.map(({ id }) => id)).toEqual([SHOP, SAUCE, DOUGH, BAKE]);
    expect(answer.waves).toEqual([[SAUCE], [DOUGH], [BAKE]]);
    expect(answer.critical_path).toEqual([DOUGH, BAKE]);
  });

  it('is refused when no plan has that name', async () => {
    await expect(readSample(PIZZA, { plan: 'pasta' })).rejects.toMatchObject({ code: 'ref-unknown' });
  });
});

describe('what is not a plain chain', () => {
  it('gives each cycle as a way round, and no wave to what is in it or behind it', async () => {
    const answer = await readSample({
      'pizza-aaaaaa': {
        tasks: { [DOUGH]: { needs: [SAUCE] }, [SAUCE]: { needs: [DOUGH] }, [BAKE]: { needs: [DOUGH] } },
      },
    });
    expect(answer.cycles).toEqual([[DOUGH, SAUCE, DOUGH]]);
    expect(answer.waves).toEqual([]);
    expect(answer.edges).toHaveLength(3);
  });

  it('lets a task that a plan breaks down wait for the last tasks of that plan only', async () => {
    const answer = await readSample({
      'pizza-aaaaaa': { tasks: { [BAKE]: {} } },
      'bread-bbbbbb': {
        parent: BAKE,
        tasks: { [DOUGH]: {}, [SAUCE]: { needs: [DOUGH] }, [SHOP]: { needs: [DOUGH] } },
      },
    });
    const towards = answer.edges.filter(({ to }) => to === BAKE).map(({ from }) => from);
    expect(towards.sort()).toEqual([SAUCE, SHOP].sort());
  });

  it('has a node, without edges, for an id that two files claim and for a file that cannot be read', async () => {
    const files = {
      ...writePlans({ ...PIZZA, 'market-bbbbbb': { tasks: {} } }),
      [`.tasks/market-bbbbbb/${SAUCE}.md`]: writeTask(SAUCE, {}),
      '.tasks/market-bbbbbb/torn-note-000007.md': 'flour, eggs',
    };
    const answer = await readGraph(createWorld({ files }).as('ada'), {});
    expect(answer.nodes.filter(({ id }) => id === SAUCE)).toMatchObject([{ state: 'unreadable' }]);
    expect(answer.nodes.filter(({ state }) => state === 'unreadable')).toHaveLength(2);
    expect(answer.edges.some(({ from }) => from === SAUCE)).toBe(false);
    expect(answer.problem_count).toBeGreaterThan(0);
  });
});
