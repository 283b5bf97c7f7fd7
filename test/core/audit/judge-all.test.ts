import { describe, expect, it, test } from 'vitest';
import type { AuditRecord, Evidence, EvidenceCommit } from '../../../src/core/audit/evidence.ts';
import { NO_CLOSER_LOOK } from '../../../src/core/audit/evidence.ts';
import { isSettled } from '../../../src/core/audit/is-settled.ts';
import { judgeAll } from '../../../src/core/audit/judge-all.ts';
import { findWorst } from '../../../src/core/audit/verdict.ts';

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const BLOB = 'b'.repeat(40);
const EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
const DOOR = 'paint-door-aaaaaa';
const FILE = 'file'.padEnd(40, '0');

const record: AuditRecord = {
  id: DOOR,
  title: 'Paint the door',
  planId: 'shop-bbbbbb',
  path: `.tasks/shop-bbbbbb/${DOOR}.md`,
  completion: ULID,
  commits: ['work'],
  artifacts: [{ path: 'door.txt', blob: BLOB }],
  source: null,
};

function commit(oid: string, fields: Partial<EvidenceCommit> = {}): EvidenceCommit {
  return {
    oid,
    isBoundary: false,
    tasks: [],
    completions: [],
    hasWork: true,
    changes: [],
    records: [],
    ...fields,
  };
}

const work = commit('work', { tasks: [DOOR], changes: [{ path: 'door.txt', oid: BLOB }] });
const done = commit('done', {
  tasks: [DOOR],
  completions: [ULID],
  hasWork: false,
  records: [{ task: DOOR, blob: FILE, isMoved: false, names: ['work', BLOB] }],
});

function evidence(commits: readonly EvidenceCommit[], fields: Partial<Evidence> = {}): Evidence {
  const held = new Map([
    [record.path, FILE],
    ['door.txt', BLOB],
  ]);
  return {
    commits,
    tip: { oid: 'tip', held, pathsOf: new Map([[BLOB, ['door.txt']]]) },
    limit: null,
    closer: NO_CLOSER_LOOK,
    ...fields,
  };
}

/** A tip that has the task's file and these contents. */
const tip = (files: Readonly<Record<string, string>>): Evidence['tip'] => ({
  oid: 'tip',
  held: new Map([[record.path, FILE], ...Object.entries(files)]),
  pathsOf: new Map(Object.entries(files).map(([path, oid]) => [oid, [path]])),
});

const verdicts = (given: AuditRecord, shown: Evidence) =>
  judgeAll([given], shown).flatMap(({ links }) => links.map(({ verdict }) => verdict));

test('the worst verdict decides, and not knowing is worse than a change', () => {
  expect(findWorst([])).toBe('exact');
  expect(findWorst(['exact', 'squashed', 'rewritten'])).toBe('squashed');
  expect(findWorst(['changed', 'unverified'])).toBe('unverified');
  expect(findWorst(['unverified', 'lost', 'exact'])).toBe('lost');
});

describe('judgeAll', () => {
  it.each<[string, AuditRecord, Evidence, readonly string[]]>([
    ['everything is as it was', record, evidence([done, work]), ['exact', 'exact', 'exact']],
    [
      'the content is at another path under its name',
      { ...record, commits: [] },
      evidence([done], { tip: tip({ 'shop/door.txt': BLOB }) }),
      ['exact', 'rewritten'],
    ],
    [
      'the content is at another path under another name',
      { ...record, commits: [] },
      evidence([done], { tip: tip({ 'shop/window.txt': BLOB }) }),
      ['exact', 'lost'],
    ],
    [
      'an empty file is somewhere else',
      { ...record, commits: [], artifacts: [{ path: 'door.txt', blob: EMPTY }] },
      evidence([done], { tip: tip({ 'shop/door.txt': EMPTY }) }),
      ['exact', 'lost'],
    ],
    [
      'the recorded commit gives the path another content',
      record,
      evidence([done, commit('work', { changes: [{ path: 'door.txt', oid: 'other' }] })], {
        tip: tip({ 'shop/door.txt': BLOB }),
      }),
      ['exact', 'exact', 'lost'],
    ],
    [
      'it was imported as completed',
      { ...record, completion: null, source: 'backlog:TASK-3' },
      evidence([]),
      ['unverified'],
    ],
    [
      'the file is not committed and its content is in this clone',
      { ...record, commits: [] },
      evidence([], { tip: tip({}), closer: { ...NO_CLOSER_LOOK, objects: new Set([BLOB]) } }),
      ['unverified', 'unverified'],
    ],
    [
      'the file is not committed and its content is nowhere',
      { ...record, commits: [] },
      evidence([], { tip: tip({}) }),
      ['unverified', 'lost'],
    ],
    [
      'a commit that was put into the record later makes the change of one that is here',
      { ...record, commits: ['old'] },
      evidence([done, work], { closer: { ...NO_CLOSER_LOOK, sameChange: new Map([['old', 'work']]) } }),
      ['exact', 'rewritten', 'exact'],
    ],
    [
      'a commit that was put into the record later is gone, and nothing is like it',
      { ...record, commits: ['old'] },
      evidence([done, work]),
      ['exact', 'lost', 'exact'],
    ],
    [
      'a dropped commit left its artifacts in others that are recorded',
      { ...record, commits: ['work', 'dropped'] },
      evidence([
        { ...done, records: [{ task: DOOR, blob: FILE, isMoved: false, names: ['work', 'dropped'] }] },
        work,
      ]),
      ['exact', 'exact', 'unverified', 'exact'],
    ],
  ])('when %s', (_, given, shown, expected) => {
    expect(verdicts(given, shown)).toEqual(expected);
  });

  it('calls both lost when nothing tells whose a shared completion is', () => {
    const twin = { ...record, id: 'other-cccccc', path: '.tasks/shop-bbbbbb/other-cccccc.md' };
    const records = [...done.records, { task: twin.id, blob: FILE, isMoved: false, names: [] }];
    const both = { ...done, tasks: [DOOR, twin.id], records };
    const tasks = judgeAll([record, twin], evidence([both, work]));
    expect(tasks.map(({ result }) => result)).toEqual(['lost', 'lost']);
  });

  it('gives the completion to the task that had it first when no message names it', () => {
    const twin = { ...record, id: 'other-cccccc', path: '.tasks/shop-bbbbbb/other-cccccc.md' };
    const later = commit('later', { records: [{ task: twin.id, blob: FILE, isMoved: false, names: [] }] });
    const first = { ...done, tasks: [], completions: [] };
    const tasks = judgeAll([twin, record], evidence([later, first, work]));
    expect(tasks.map(({ links }) => links[0]?.verdict)).toEqual(['lost', 'rewritten']);
  });
});

describe('isSettled', () => {
  it.each<[string, Evidence, boolean]>([
    ['everything was seen', evidence([done, work]), true],
    ['a recorded commit was not seen', evidence([done]), false],
    ['the completion was not seen to come', evidence([work]), false],
    [
      'the file may have come from elsewhere',
      evidence([{ ...done, records: done.records.map((one) => ({ ...one, isMoved: true })) }, work]),
      false,
    ],
    ['a content that has moved on was seen', evidence([done, work], { tip: tip({ 'door.txt': 'x' }) }), true],
  ])('when %s', (_, shown, expected) => {
    expect(isSettled([record], [record], shown)).toBe(expected);
  });
});
