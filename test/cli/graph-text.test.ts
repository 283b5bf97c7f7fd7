import { describe, expect, it } from 'vitest';
import { renderGraphText } from '../../src/cli/render/graph-text.ts';
import { createStyle } from '../../src/cli/render/style.ts';
import { makeLargePlan, readSample, type SamplePlan } from './graph-sample.ts';

const PLAIN = createStyle(false);

async function render(plans: Readonly<Record<string, SamplePlan>>, width = 80, all = false): Promise<string> {
  return renderGraphText(await readSample(plans, { includeCompleted: all }), PLAIN, { width, all });
}

const DINNER: Readonly<Record<string, SamplePlan>> = {
  'dinner-aaaaaa': {
    title: 'Dinner for ten',
    tasks: {
      'write-menu-000001': { title: 'Write the menu', status: 'completed' },
      'buy-wine-000002': { title: 'Buy wine', needs: ['write-menu-000001'], status: 'in_progress' },
      'buy-food-000003': { title: 'Buy food', needs: ['write-menu-000001'], effort: '1d' },
      'make-stock-000004': { title: 'Make stock', needs: ['buy-food-000003'] },
      'make-soup-000005': { title: 'Make soup', needs: ['make-stock-000004', 'buy-wine-000002'] },
      'roast-duck-000006': { title: 'Roast the duck', needs: ['buy-food-000003'], status: 'blocked' },
      'set-table-000007': { title: 'Set the table', needs: ['polish-silver-000009'] },
      'light-candles-000008': { title: 'Light candles', needs: ['buy-candles-00000x'] },
    },
  },
  'house-bbbbbb': {
    title: 'House',
    tasks: {
      'polish-silver-000009': { title: 'Polish the silver' },
      'find-key-00000a': { needs: ['open-box-00000b'] },
      'open-box-00000b': { needs: ['find-key-00000a'] },
      'old-idea-00000c': { status: 'cancelled' },
    },
  },
};

describe('the text', () => {
  it('shows for each plan what waits for what', async () => {
    expect(await render(DINNER, 90)).toMatchInlineSnapshot(`
      "██░░░░░░░░░░░░░░░░░░ 1/8  dinner-aaaaaa  Dinner for ten  in_progress
      ✓ 1 completed (\`--all\` shows them)
      ○ buy-food-000003 ★  Buy food
      ├─ · make-stock-000004 ★  Make stock
      └─ ! roast-duck-000006  Roast the duck
      · light-candles-000008  Light candles  waits for buy-candles-00000x (missing)
      ● buy-wine-000002  Buy wine
      ↓ · make-soup-000005 ★  Make soup  ↑ 000004 above
      · set-table-000007  Set the table  waits for polish-silver-000009 (pending)

      ░░░░░░░░░░░░░░░░░░░░ 0/3  house-bbbbbb  House  pending
      - 1 cancelled (\`--all\` shows them)
      ○ polish-silver-000009  Polish the silver
      in a cycle, or behind one:
        · find-key-00000a  find-key-00000a  waits for open-box-00000b (cycle)
        · open-box-00000b  open-box-00000b  waits for find-key-00000a (cycle)

      ★ critical path: 3 tasks, 16 h of work
        3 waves of tasks that can be done side by side: 4, 3, 1
      cycle: find-key-00000a waits for open-box-00000b waits for find-key-00000a
      ○ ready  ● in progress  · waiting  ! blocked, failed or unreadable  ✓ completed  - cancelled
      "
    `);
  });

  it('shows finished tasks when they are asked for', async () => {
    const text = await render(DINNER, 90, true);
    expect(text).toContain('✓ write-menu-000001');
    expect(text).toContain('- old-idea-00000c');
    expect(text).not.toContain('--all');
  });

  it('says that there is no plan', async () => {
    expect(await render({})).toBe('No open plan: make one with `orc plan`.\n');
  });

  it('marks the critical path and gives it the first place', async () => {
    const lines = (await render(DINNER, 90)).split('\n').filter((line) => line.includes('★'));
    expect(lines.map((line) => /[a-z]+-[a-z]+-\w{6}/.exec(line)?.[0])).toEqual([
      'buy-food-000003',
      'make-stock-000004',
      'make-soup-000005',
      undefined,
    ]);
  });

  it('is a line for each of 200 tasks, within the width of the terminal', async () => {
    for (const width of [80, 120]) {
      const text = await render({ 'dinner-aaaaaa': makeLargePlan(200, 50) }, width);
      const lines = text.split('\n').filter((line) => line.includes('prepare-course-'));
      expect(lines).toHaveLength(150);
      expect(lines.filter((line) => [...line].length > width)).toEqual([]);
      expect(text).toContain('✓ 50 completed (`--all` shows them)');
    }
  });

  it('lets no control character through', async () => {
    const title = 'clear\u001b[2J \u202e screen';
    const text = await render({ 'dinner-aaaaaa': { title, tasks: { 'do-it-000001': { title } } } });
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain('screen');
  });
});
