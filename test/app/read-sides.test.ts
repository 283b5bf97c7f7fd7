/** Whatever the work tree holds, the two sides of a comparison are what the files of the two commits say by themselves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSides } from '../../src/app/diff/read-sides.ts';
import { readVersion } from '../../src/app/diff/read-version.ts';
import type { ComparingPorts, PlanTrees, TreeFile } from '../../src/app/ports.ts';
import type { FileVersion } from '../../src/core/diff/file-version.ts';
import { findBlockers } from '../../src/core/graph/find-blockers.ts';
import { createFacts } from '../../src/core/graph/graph-facts.ts';
import { planOfNode } from '../../src/core/graph/task-graph.ts';
import { deriveProblems } from '../../src/core/lint/derive-problems.ts';
import type { WrittenTask } from '../../src/core/task.ts';
import type { TaskTable } from '../../src/core/task-table.ts';
import { oidOf } from '../helpers/memory-git.ts';
import { createWorld } from '../helpers/memory-ports.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';

type Files = Readonly<Record<string, string>>;

const PLANS = ['open-a-shop-aaaaaa', 'open-a-cafe-bbbbbb'];
const TASKS = ['rent-it-000001', 'paint-it-000002', 'hire-them-000003', 'sell-it-000004', 'rest-000005'];

const someTask = fc.record({
  plan: fc.constantFrom(...PLANS),
  id: fc.constantFrom(...TASKS),
  status: fc.constantFrom('pending', 'in_progress', 'completed'),
  effort: fc.constantFrom('1h', '2h'),
  needs: fc.uniqueArray(fc.constantFrom(...TASKS, 'missing-it-999999'), { maxLength: 2 }),
});

const someFiles: fc.Arbitrary<Files> = fc
  .record({
    tasks: fc.array(someTask, { maxLength: 8 }),
    plans: fc.array(
      fc.record({
        id: fc.constantFrom(...PLANS),
        parent: fc.option(fc.constantFrom(...TASKS)),
        cancelled: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    broken: fc.array(fc.tuple(fc.constantFrom(...PLANS), fc.constantFrom(...TASKS, 'plan')), {
      maxLength: 1,
    }),
  })
  .map(({ tasks, plans, broken }) =>
    Object.fromEntries([
      ...tasks.map(({ plan, id, status, effort, needs }) =>
        taskFile(plan, id, { status, effort, ...(needs.length === 0 ? {} : { depends_on: needs }) }),
      ),
      ...plans.map(({ id, parent, cancelled }) =>
        planFile(id, { ...(parent === null ? {} : { parent }), ...(cancelled ? { cancelled: 'true' } : {}) }),
      ),
      ...broken.map(([plan, id]) => [`.tasks/${plan}/${id}.md`, 'no front matter\n']),
    ]),
  );

/** Mostly small changes, since large ones take one way only. */
const someSides = someFiles.chain((files) =>
  fc.tuple(changeSome(files), changeSome(files), fc.oneof(fc.constant(files), someFiles)),
);

function changeSome(files: Files): fc.Arbitrary<Files> {
  return fc.oneof(
    fc.constant(files),
    fc.subarray(Object.entries(files)).map((entries) => Object.fromEntries(entries)),
    fc.constantFrom('1h', '2h', '3h').map((effort) => mapTexts(files, /effort: \dh/, `effort: ${effort}`)),
    fc
      .constantFrom('pending', 'completed')
      .map((status) => mapTexts(files, /status: \w+/, `status: ${status}`)),
    someFiles,
  );
}

function mapTexts(files: Files, from: RegExp, to: string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(from, to)]));
}

describe('the sides of a comparison', () => {
  it('are what their own files say', async () => {
    await fc.assert(
      fc.asyncProperty(someSides, async ([base, head, work]) => {
        const ports = portsOf(work);
        const range = { base: 'base', head: 'head' };
        const { before, after } = await readSides(ports, historyOf({ base, head }), range);
        expect(describeTable(before)).toEqual(describeTable(await scan(base)));
        expect(describeTable(after)).toEqual(describeTable(await scan(head)));
      }),
      { numRuns: 300 },
    );
  });

  it('are what their own files say when the work tree is known from an earlier time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(someSides, someFiles), async ([[base, head, old], work]) => {
        const known = { ...(await scan(old)), treeOf: (planId: string) => treeOf(old, planId) };
        fc.pre(known.problems.length === 0 && known.unreadable.length === 0);
        const range = { base: 'base', head: 'head' };
        const { before, after } = await readSides(portsOf(work), historyOf({ base, head }), range, known);
        expect(describeTable(before)).toEqual(describeTable(await scan(base)));
        expect(describeTable(after)).toEqual(describeTable(await scan(head)));
      }),
      { numRuns: 200 },
    );
  });

  it('hold versions that say what their bytes say, also where the fields were known before', async () => {
    await fc.assert(
      fc.asyncProperty(someSides, fc.boolean(), async ([base, head, work], keepsFields) => {
        const ports = portsOf(work, keepsFields);
        const range = { base: 'base', head: 'head' };
        const { changes } = await readSides(ports, historyOf({ base, head }), range);
        for (const { path, before, after } of changes) {
          expect(describeVersion(before)).toEqual(describeVersion(readAlone(path, base[path])));
          expect(describeVersion(after)).toEqual(describeVersion(readAlone(path, head[path])));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are read from the work tree when what is known is mostly something else', async () => {
    const many = (effort: string) =>
      Object.fromEntries(
        Array.from({ length: 201 }, (_, at) =>
          taskFile('open-a-shop-aaaaaa', `rent-${1e5 + at}`, { effort }),
        ),
      );
    const [old, now] = [many('1h'), many('2h')];
    const history = historyOf({ base: now, head: now });
    const read: string[] = [];
    const counting: PlanTrees = {
      ...history,
      readBlobs(oids, take) {
        read.push(...oids);
        return history.readBlobs(oids, take);
      },
    };
    const range = { base: 'base', head: 'head' };
    const { after } = await readSides(portsOf(now), counting, range, await scan(old));
    expect(describeTable(after)).toEqual(describeTable(await scan(now)));
    expect(read).toEqual([]);
  });

  it('are what their own files say when one of them is the work tree', async () => {
    await fc.assert(
      fc.asyncProperty(someSides, async ([base, , work]) => {
        const ports = portsOf(work);
        const { before, after } = await readSides(ports, historyOf({ base }), { base: 'base', head: null });
        expect(describeTable(before)).toEqual(describeTable(await scan(base)));
        expect(describeTable(after)).toEqual(describeTable(await scan(work)));
      }),
      { numRuns: 100 },
    );
  });
});

function scan(files: Files): Promise<TaskTable> {
  return portsOf(files).files.scan();
}

function readAlone(path: string, text: string | undefined): FileVersion | null {
  if (text === undefined) return null;
  return readVersion(path, { oid: oidOf(text), mode: '100644' }, new TextEncoder().encode(text));
}

function describeVersion(version: FileVersion | null) {
  if (version === null) return null;
  const { locateField, ...fields } = version;
  return { ...fields, places: ['id', 'title', 'status', 'depends_on'].map((name) => locateField(name, 0)) };
}

/** The files in memory know the problems of single files only; an index also keeps the fields. */
function portsOf(files: Files, keepsFields = false): ComparingPorts {
  const ports = createWorld({ files }).as('ada');
  const read = async () => {
    const table = addDerived(await ports.files.scan());
    if (!keepsFields) return table;
    const writtenAt = (node: number) => {
      const path = table.pathAt(node);
      return readAlone(path, files[path])?.written as WrittenTask | null;
    };
    return { ...table, writtenAt };
  };
  return { ...ports, files: { ...ports.files, scan: read } } as ComparingPorts;
}

function addDerived(table: TaskTable): TaskTable {
  const { graph, plans, unreadable } = table;
  const tasks = graph.ids.map((id, node) => ({
    id,
    planId: planOfNode(graph, node).id,
    path: table.pathAt(node),
  }));
  const files = [...plans, ...unreadable.filter(({ kind }) => kind === 'plan')];
  const plansWithFile = new Set(files.map(({ id }) => id));
  return { ...table, problems: deriveProblems({ own: table.problems, tasks, plansWithFile }) };
}

function historyOf(commits: Readonly<Record<string, Files>>): PlanTrees {
  const list = (commit: string): TreeFile[] =>
    Object.entries(commits[commit] ?? {})
      .map(([path, text]) => ({ path, mode: '100644', oid: oidOf(text) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  const blobs = new Map(
    Object.values(commits).flatMap((files) =>
      Object.values(files).map((text) => [oidOf(text), new TextEncoder().encode(text)] as const),
    ),
  );
  const history: Pick<PlanTrees, 'listFiles' | 'listFolders' | 'listChanges' | 'readBlobs'> = {
    listFiles: async (commit, paths) =>
      list(commit).filter(({ path }) => paths?.some((folder) => path.startsWith(`${folder}/`)) ?? true),
    async listFolders(commit) {
      const files = commits[commit] ?? {};
      const plans = new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''));
      return [...plans].map((plan) => ({
        path: `.tasks/${plan}`,
        mode: '040000',
        oid: treeOf(files, plan),
      }));
    },
    async listChanges(base, head) {
      const [old, now] = [base === null ? [] : list(base), list(head)];
      const find = (files: readonly TreeFile[], path: string) =>
        files.find((file) => file.path === path) ?? null;
      return [...new Set([...old, ...now].map(({ path }) => path))]
        .map((path) => ({ path, before: find(old, path), after: find(now, path) }))
        .filter(({ before, after }) => before?.oid !== after?.oid);
    },
    async readBlobs(oids, take) {
      for (const oid of oids) take?.(oid, blobs.get(oid) ?? new Uint8Array());
      return blobs;
    },
  };
  return history as PlanTrees;
}

/** As git would: the name follows from the files, and only from them. */
function treeOf(files: Files, planId: string): string {
  const entries = Object.entries(files).filter(([path]) => path.startsWith(`.tasks/${planId}/`));
  return oidOf(JSON.stringify(entries.sort()));
}

/** Everything that a table says, whatever the order of its rows. */
function describeTable(table: TaskTable) {
  const facts = createFacts(table.graph);
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  const tasks = Array.from({ length: table.graph.size }, (_, node) => ({
    id: table.graph.ids[node],
    path: table.pathAt(node),
    revision: table.revisionAt(node),
    title: table.taskAt(node)?.title,
    state: facts.states[node],
    hours: table.graph.weightHours[node],
    blockers: [...findBlockers(facts, node)].sort(byText),
  }));
  return {
    tasks: tasks.sort(byText),
    plans: [...table.plans].sort(byText),
    unreadable: table.unreadable.map(({ path }) => path).sort(),
    problems: table.problems.map(({ code, path }) => `${code} ${path}`).sort(),
  };
}
