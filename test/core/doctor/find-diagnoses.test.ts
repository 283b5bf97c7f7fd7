import { describe, expect, it } from 'vitest';
import type { Condition, DiskFacts, LockFact, RepositoryFacts } from '../../../src/core/doctor/condition.ts';
import { DOCTOR_RULES } from '../../../src/core/doctor/doctor-rules.ts';
import { findDiagnoses } from '../../../src/core/doctor/find-diagnoses.ts';
import type { Claim } from '../../../src/core/task.ts';

const REPOSITORY: RepositoryFacts = {
  gitVersion: 'git version 2.39.5',
  identityFault: null,
  isLinked: false,
  isShallow: false,
  isPartial: false,
  isSparse: false,
  objectFormat: 'sha1',
  refFormat: 'files',
  headAtMs: Date.parse('2026-03-01T08:00:00Z'),
  ignoredBy: null,
  collisions: [],
  foldsCase: false,
  parts: [],
};
const DISK: DiskFacts = {
  nodeVersion: '20.19.0',
  tasksFolder: 'folder',
  temporaries: [],
  isIndexDamaged: false,
  readOnlyCodeFolder: null,
  locks: [],
  missingFolders: [],
};
const LOCK: LockFact = {
  path: '/shop/.git/index.lock',
  since: '2026-03-01T08:00:00Z',
  holder: null,
  state: 'unknown',
  signature: '1',
};
const OURS = { ...LOCK, holder: { pid: 7, host: 'till', nonce: 'n' } };
const CLAIM: Claim = {
  task: 'paint-door-8xw2mn',
  actor: 'ada',
  host: 'engine',
  worktree: '/shop-2',
  base: null,
  at: '2026-03-01T08:00:00Z',
  since: '2026-03-01T08:00:00Z',
  leaseMs: 1,
  leaseFrom: '2026-03-01T08:00:00Z',
  shared: null,
  seenOid: null,
  isForeign: false,
  isOver: false,
  parent: null,
  oid: '0'.repeat(40),
};
const GONE = { path: '/shop-2', branch: 'task/paint-door-8xw2mn', isMissing: true, lock: null };

interface Changes extends Partial<Omit<Condition, 'repository' | 'disk'>> {
  readonly repository?: Partial<RepositoryFacts>;
  readonly disk?: Partial<DiskFacts>;
}

function judge({ repository = {}, disk = {}, ...changes }: Changes) {
  return findDiagnoses({
    repository: { ...REPOSITORY, ...repository },
    disk: { ...DISK, ...disk },
    worktrees: [],
    isDriverUnset: false,
    gitProcesses: [],
    host: 'engine',
    nowMs: Date.parse('2026-03-01T08:05:00Z'),
    claims: [],
    uncommitted: [],
    busy: null,
    unusable: [],
    ...changes,
  });
}

/** What is changed in a sound condition, and the one finding that follows: its code, its repair, whether it is guarded. */
const CASES: [name: string, changes: Changes, code: string, repair?: string, guarded?: boolean][] = [
  ['git is missing', { repository: { gitVersion: null } }, 'git-unusable'],
  ['git is old', { repository: { gitVersion: 'git version 2.38.9' } }, 'git-unusable'],
  ['Node is old', { disk: { nodeVersion: '20.18.3' } }, 'node-too-old'],
  ['nobody is known', { repository: { identityFault: 'empty ident name' } }, 'identity-missing'],
  ['HEAD lies in the future', { nowMs: Date.parse('2026-03-01T07:00:00Z') }, 'clock-behind'],
  [
    'a hook has lost its program',
    { repository: { parts: [{ name: 'the hook pre-commit', missing: '/gone/orc' }] } },
    'part-without-program',
  ],
  ['the driver is only named', { isDriverUnset: true }, 'driver-unset'],
  ['code cannot be kept', { disk: { readOnlyCodeFolder: '/usr/lib/orc' } }, 'code-folder-read-only'],
  ['.tasks is a link', { disk: { tasksFolder: 'symbolic link' } }, 'tasks-not-a-folder'],
  ['.tasks is a file', { disk: { tasksFolder: 'no folder' } }, 'tasks-not-a-folder'],
  ['.tasks is ignored', { repository: { ignoredBy: '.gitignore:1: .tasks' } }, 'tasks-ignored'],
  ['names differ in case', { repository: { collisions: [['.tasks/A', '.tasks/a']] } }, 'case-collision'],
  ['files have errors', { unusable: ['.tasks/a/b.md'] }, 'files-unusable'],
  ['a change is not committed', { uncommitted: ['.tasks/a/b.md'] }, 'not-committed', 'sync'],
  ['a change waits for a merge', { uncommitted: ['.tasks/a/b.md'], busy: 'merge' }, 'not-committed'],
  ['the clone is shallow', { repository: { isShallow: true } }, 'shallow-clone'],
  ['the clone is partial', { repository: { isPartial: true } }, 'partial-clone'],
  ['git left a lock', { disk: { locks: [LOCK] } }, 'lock-left', 'break-lock', true],
  [
    'git may hold a lock unseen',
    { disk: { locks: [LOCK] }, gitProcesses: null },
    'lock-left',
    'break-lock',
    true,
  ],
  ['git holds a lock', { disk: { locks: [LOCK] }, gitProcesses: [42] }, 'lock-in-use'],
  ['we hold a lock', { disk: { locks: [{ ...OURS, state: 'alive' }] } }, 'lock-in-use'],
  ['we left a lock', { disk: { locks: [{ ...OURS, state: 'dead' }] } }, 'lock-of-the-dead', 'recover'],
  ['another host holds a lock', { disk: { locks: [OURS] } }, 'lock-left', 'break-lock', true],
  [
    'temporary files are left',
    { disk: { temporaries: ['/shop/.tasks/.tmp-1-0'] } },
    'temporary-files',
    'remove-temporaries',
  ],
  ['the index is damaged', { disk: { isIndexDamaged: true } }, 'index-damaged', 'remove-index'],
  [
    'a claim has lost its work tree',
    { claims: [CLAIM], disk: { missingFolders: ['/shop-2'] } },
    'claim-without-worktree',
    'release-claim',
  ],
  [
    'a shared claim has lost its work tree',
    {
      claims: [{ ...CLAIM, shared: { remote: 'origin', ref: 'refs/orchestrator/claims/x' } }],
      disk: { missingFolders: ['/shop-2'] },
    },
    'claim-without-worktree',
  ],
  ['a work tree of a task is gone', { worktrees: [GONE] }, 'worktree-gone', 'remove-worktree'],
];

describe('findDiagnoses', () => {
  it('finds nothing where all is well', () => {
    expect(judge({})).toEqual([]);
  });

  it.each(CASES.map(([name, ...rest]) => ({ name, rest })))('says what is so when $name', ({ rest }) => {
    const [changes, code, does, guarded = false] = rest;
    const found = judge(changes);
    expect(found).toMatchObject([
      { finding: { code, guarded, fix: does === undefined ? null : expect.any(String) } },
    ]);
    expect(found[0]?.repair?.does).toBe(does);
  });

  it('has a case for every rule', () => {
    const found = new Set(CASES.map(([, , code]) => code));
    expect(Object.keys(DOCTOR_RULES).filter((code) => !found.has(code))).toEqual([]);
  });

  it.each<[string, Changes]>([
    [
      'a claim of another machine',
      { claims: [{ ...CLAIM, host: 'till' }], disk: { missingFolders: ['/shop-2'] } },
    ],
    [
      'a claim of another clone',
      { claims: [{ ...CLAIM, isForeign: true }], disk: { missingFolders: ['/shop-2'] } },
    ],
    ['a claim whose work tree is there', { claims: [CLAIM] }],
    ['a work tree of another branch', { worktrees: [{ ...GONE, branch: 'feature' }] }],
    [
      'a work tree that is locked, perhaps on a disk that is not mounted',
      { worktrees: [{ ...GONE, lock: 'on a stick' }] },
    ],
    ['a clock that is a little behind', { nowMs: Date.parse('2026-03-01T07:55:00Z') }],
  ])('leaves alone %s', (_, changes) => {
    expect(judge(changes)).toEqual([]);
  });

  it('gives errors first and notes last', () => {
    const found = judge({ repository: { isShallow: true, ignoredBy: 'x' }, isDriverUnset: true });
    expect(found.map(({ finding }) => finding.severity)).toEqual(['error', 'warning', 'note']);
  });

  it('names the process that holds a lock, or what was looked at', () => {
    const message = (gitProcesses: Condition['gitProcesses']) =>
      judge({ disk: { locks: [LOCK] }, gitProcesses })[0]?.finding.message;
    expect(message([42])).toContain('process 42');
    expect(message([])).toContain('no process of git works in this repository');
    expect(message(null)).toContain('cannot be seen');
    expect(judge({ disk: { locks: [OURS] } })[0]?.finding.message).toContain('process 7 on till');
  });
});
