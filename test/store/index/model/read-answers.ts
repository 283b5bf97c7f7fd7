import { isDeepStrictEqual } from 'node:util';
import { deriveReadyOrder } from '../../../../src/core/graph/derive-ready-order.ts';
import { createFacts, type KnownFacts } from '../../../../src/core/graph/graph-facts.ts';
import { findFindings, findGraphFindings } from '../../../../src/core/lint/find-findings.ts';
import { createLintSubject } from '../../../../src/core/lint/lint-subject.ts';
import { createTable, type TaskTable } from '../../../../src/core/task-table.ts';
import type { IndexLimits } from '../../../../src/store/index/limits.ts';
import { type IndexPlace, type ReadOptions, readTable } from '../../../../src/store/index/read-table.ts';
import { scanPlanFiles } from '../../../../src/store/scan-plan-files.ts';

/** With these, a handful of files takes every way that thousands take. */
export const LOW_LIMITS: IndexLimits = { probedFiles: 1, probedBytes: 1, factTasks: 1, readyHead: 2 };

/** Everything that a table says, as plain values. */
export function describeTable(table: TaskTable) {
  const nodes = Array.from({ length: table.graph.size }, (_, node) => node);
  return {
    graph: describeColumns(table.graph),
    plans: table.plans,
    unreadable: table.unreadable,
    problems: table.problems,
    findings: findFindings(createLintSubject(table, ['generic'])),
    tasks: nodes.map((node) => table.taskAt(node)),
    paths: nodes.map((node) => table.pathAt(node)),
  };
}

/** What the files say without an index. */
export function describeFiles(root: string) {
  return describeTable(createTable(scanPlanFiles(root, 'sha1')));
}

/** Reads by the index, and says how the answer differs from what the files say; null when it does not. */
export async function findDifference(
  place: IndexPlace,
  expected = describeFiles(place.root),
  options: ReadOptions = {},
): Promise<string | null> {
  const table = await readTable(place, options);
  const found = describeTable(table);
  const wrong = Object.keys(expected).filter(
    (key) => !isDeepStrictEqual(pick(found, key), pick(expected, key)),
  );
  const facts = describeKnownFacts(table, place.limits?.readyHead);
  if (facts !== null && !isDeepStrictEqual(facts.known, facts.derived)) wrong.push('facts');
  if (wrong.length === 0) return null;
  const text = (from: object) => wrong.map((key) => `${key}: ${JSON.stringify(pick(from, key))}`).join('\n');
  return `the index says\n${text({ ...found, facts: facts?.known })}\nand the files\n${text({ ...expected, facts: facts?.derived })}`;
}

function pick(from: object, key: string): unknown {
  return (from as Record<string, unknown>)[key];
}

/** The facts that the index has kept, beside the same worked out from the graph. */
function describeKnownFacts(table: TaskTable, limit = Number.POSITIVE_INFINITY) {
  const { knownFacts, graph } = table;
  if (knownFacts === null) return null;
  const derived = createFacts(graph);
  const readyHead = Int32Array.from(deriveReadyOrder(derived, { limit }));
  const { states, chain, dependents } = derived;
  const subject = createLintSubject({ ...table, knownFacts: null }, null);
  const isConsistent = findGraphFindings(subject).length === 0;
  const all: KnownFacts = { states, chain, dependents, readyHead, isConsistent };
  const kept = (Object.keys(all) as (keyof KnownFacts)[]).filter((name) => knownFacts[name] !== undefined);
  const describe = (facts: KnownFacts) =>
    describeColumns(Object.fromEntries(kept.map((name) => [name, facts[name]])));
  return { known: describe(knownFacts), derived: describe(all) };
}

/** Columns as lists of numbers, whatever memory they lie in. */
function describeColumns(columns: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : describeNested(value),
    ]),
  );
}

function describeNested(value: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? describeColumns(value) : value;
}
