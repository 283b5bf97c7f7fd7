import { expect, it } from 'vitest';
import { createLintFactsWriter, deriveLintFacts, lintFactsAt } from '../../../src/core/lint/lint-facts.ts';
import { createLintSubject, readSuspects } from '../../../src/core/lint/lint-subject.ts';
import { createTable, type TaskTable } from '../../../src/core/task-table.ts';
import { makeSnapshot } from '../graph/sample-graph.ts';

function makeTable(): TaskTable {
  const snapshot = makeSnapshot({ tasks: { bake: {}, knead: { status: 'completed' }, mix: {}, weigh: {} } });
  const [bake, knead, mix, weigh] = snapshot.tasks;
  if (!bake || !knead || !mix || !weigh) throw new Error('the sample has four tasks');
  const tasks = [bake, { ...knead, completion: null }, { ...mix, specialist: 'miller' }, weigh];
  const writer = createLintFactsWriter();
  for (const task of tasks) writer.add(deriveLintFacts(task));
  return { ...createTable({ ...snapshot, tasks }), lintFacts: writer.finish() };
}

function namesOfSuspects(table: TaskTable, specialists: readonly string[] | null): string[] {
  return [...readSuspects(createLintSubject(table, specialists))].map(({ id }) => id);
}

it('reads the tasks with a finding of their own, and those for a role that nobody has described', () => {
  expect(namesOfSuspects(makeTable(), ['generic'])).toEqual(['knead', 'mix']);
});

it('asks for no roles where it is not known which there are', () => {
  expect(namesOfSuspects(makeTable(), null)).toEqual(['knead']);
});

it('reads every task where nothing was worked out before', () => {
  expect(namesOfSuspects({ ...makeTable(), lintFacts: null }, ['generic'])).toHaveLength(4);
});

it('gives back what a row was made of', () => {
  const facts = makeTable().lintFacts;
  expect(facts && lintFactsAt(facts, 1)).toEqual({ hasFinding: true, specialist: 'generic' });
  expect(facts && lintFactsAt(facts, 2)).toEqual({ hasFinding: false, specialist: 'miller' });
});
