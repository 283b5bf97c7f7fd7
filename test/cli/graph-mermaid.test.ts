/** The flowcharts are checked with the real parser by hand; here with the part of its grammar that they use. */
import { describe, expect, it } from 'vitest';
import { renderGraphMermaid } from '../../src/cli/render/graph-mermaid.ts';
import { makeLargePlan, readSample, type SamplePlan } from './graph-sample.ts';

const NAME = '[a-z]_?\\w*';
const LABEL = '"(?:[\\p{L}\\p{N}\\p{M} .,_+/…✓–-]|#\\d+;)*"';
const GRAMMAR: readonly RegExp[] = [
  /^flowchart TD$/,
  new RegExp(`^ {2}subgraph ${NAME}\\[${LABEL}\\]$`, 'u'),
  /^ {2}end$/,
  new RegExp(`^(?: {2}){1,2}(?<node>${NAME})\\[${LABEL}\\]:::\\w+$`, 'u'),
  new RegExp(`^ {2}(?<from>${NAME}) (?:-->|==>) (?<to>${NAME})$`),
  /^ {2}%% [^\n]+$/,
  /^ {2}classDef \w+ [\w#:,\- ]+$/,
  new RegExp(`^ {2}class (?<classed>${NAME}(?:,${NAME})*) \\w+$`),
];

interface Chart {
  readonly text: string;
  readonly nodes: readonly string[];
  readonly edges: number;
}

/** Fails on a line that is none of the grammar, a name that stands for two nodes, or an edge to nowhere. */
function parse(text: string): Chart {
  const nodes: string[] = [];
  const used: string[] = [];
  let edges = 0;
  let depth = 0;
  for (const line of text.trimEnd().split('\n')) {
    const match = GRAMMAR.map((rule) => rule.exec(line)).find((found) => found !== null);
    expect(match, line).toBeDefined();
    const { node, from, to, classed } = match?.groups ?? {};
    if (node !== undefined) nodes.push(node);
    if (from !== undefined && to !== undefined) used.push(from, to);
    if (from !== undefined) edges++;
    if (classed !== undefined) used.push(...classed.split(','));
    depth += line.startsWith('  subgraph') ? 1 : line === '  end' ? -1 : 0;
  }
  expect(depth).toBe(0);
  expect(new Set(nodes).size).toBe(nodes.length);
  expect(used.filter((name) => !nodes.includes(name))).toEqual([]);
  return { text, nodes, edges };
}

async function chart(plans: Readonly<Record<string, SamplePlan>>, all = false): Promise<Chart> {
  return parse(renderGraphMermaid(await readSample(plans), { all }));
}

describe('the flowchart', () => {
  it('draws states, the critical path and what waits for what', async () => {
    const { text } = await chart({
      'dinner-aaaaaa': {
        tasks: {
          'buy-food-000001': { title: 'Buy food', status: 'completed' },
          'make-soup-000002': { title: 'Make soup', needs: ['buy-food-000001'], effort: '4h' },
          'bake-bread-000003': { title: 'Bake bread', effort: '1h' },
          'eat-000004': { title: 'Eat', needs: ['bake-bread-000003', 'make-soup-000002'], effort: '1h' },
        },
      },
    });
    expect(text.split('\n').filter((line) => !line.includes('classDef'))).toEqual([
      'flowchart TD',
      '  t_000003["000003#58; Bake bread"]:::ready',
      '  t_000001["000001#58; Buy food"]:::finished',
      '  t_000002["000002#58; Make soup"]:::ready',
      '  t_000004["000004#58; Eat"]:::waiting',
      '  t_000002 ==> t_000004',
      '  t_000003 --> t_000004',
      '  t_000001 --> t_000002',
      '  class t_000002,t_000004 critical',
      '',
    ]);
  });

  it('frames each plan when there are several', async () => {
    const { text } = await chart({
      'dinner-aaaaaa': { title: 'Dinner', tasks: { 'eat-000001': {} } },
      'lunch-bbbbbb': { title: 'Lunch', tasks: { 'eat-000002': {} } },
    });
    expect(text.match(/subgraph p_\d\["\w+"\]/g)).toEqual([
      'subgraph p_0["Dinner"]',
      'subgraph p_1["Lunch"]',
    ]);
  });

  it.each([
    ['quotes', 'say "soup" and \'bread\''],
    ['brackets', 'soup] --> bread[(x)]{y}|z|'],
    ['HTML', '<img src=x onerror=alert(1)> &lt; &amp;'],
    ['Mermaid', '%% click end; classDef x fill:#000; style: a:#1;'],
    ['Markdown', '1. `**soup**`'],
    ['entities', '#quot; #35;'],
    ['a long text', 'soup '.repeat(80)],
    ['right-to-left overrides', 'a\u202eb'],
    ['emoji and accents', 'Crème brûlée 🍮'],
  ])('shows a title with %s as text', async (_, title) => {
    const { text, nodes } = await chart({ 'dinner-aaaaaa': { title, tasks: { 'eat-000001': { title } } } });
    expect(nodes).toEqual(['t_000001']);
    expect(readLabels(text)).toEqual([shorten(`000001: ${title.replace('\u202e', '\ufffd')}`)]);
  });

  it('marks a cycle', async () => {
    const { text } = await chart({
      'dinner-aaaaaa': {
        tasks: { 'a-000001': { needs: ['b-000002'] }, 'b-000002': { needs: ['a-000001'] } },
      },
    });
    expect(text).toContain('class t_000001,t_000002 cyclic');
  });
});

describe('a large graph', () => {
  it('has all finished tasks of a plan in one node, unless all are asked for', async () => {
    const plans = { 'dinner-aaaaaa': makeLargePlan(100, 40) };
    const { text, nodes } = await chart(plans);
    expect(text).toContain('✓ 40 finished');
    expect(nodes).toHaveLength(61);
    expect((await chart(plans, true)).nodes).toHaveLength(100);
  });

  it.each([
    ['many tasks', makeLargePlan(3000, 0)],
    ['many edges', withManyEdges(80)],
    ['titles of escaped characters', withTitles(400, '"'.repeat(200))],
  ])('stays within what GitHub draws, and says what it left out: %s', async (_, plan) => {
    const answer = await readSample({ 'dinner-aaaaaa': plan });
    const { text, edges, nodes } = parse(renderGraphMermaid(answer, { all: true }));
    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(edges).toBeLessThanOrEqual(500);
    expect(nodes).toContain('note');
    const [, tasks, dependencies] = /Left out: (\d+) tasks, (\d+) dependencies/.exec(text) ?? [];
    expect(Number(tasks)).toBe(answer.nodes.length - (nodes.length - 1));
    expect(Number(dependencies)).toBe(answer.edges.length - edges);
    for (const id of answer.critical_path.slice(0, 20)) expect(nodes).toContain(`t_${id.slice(-6)}`);
  });

  it('stays within it with a plan for every task', async () => {
    const plans = Array.from({ length: 300 }, (_, n): [string, SamplePlan] => [
      `dinner-${n}-${String(n).padStart(6, '0')}`,
      { title: '<'.repeat(99), tasks: { [`eat-${n}-${String(n).padStart(6, '0')}`]: {} } },
    ]);
    const { text } = await chart(Object.fromEntries(plans));
    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(text).toContain('Left out');
  });
});

/** Labels as a reader sees them. */
function readLabels(text: string): string[] {
  return [...text.matchAll(/\["(.*)"\]/g)].map(([, label = '']) =>
    label.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );
}

function shorten(text: string): string {
  const characters = [...text.trimEnd()];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text;
}

function withManyEdges(size: number): SamplePlan {
  const ids = Array.from({ length: size }, (_, n) => `course-${n}-${String(n).padStart(6, '0')}`);
  return {
    tasks: Object.fromEntries(ids.map((id, n) => [id, { needs: ids.slice(Math.max(0, n - 20), n) }])),
  };
}

function withTitles(size: number, title: string): SamplePlan {
  const ids = Array.from({ length: size }, (_, n) => `course-${n}-${String(n).padStart(6, '0')}`);
  return { tasks: Object.fromEntries(ids.map((id) => [id, { title }])) };
}
