/** Kinds of concurrent edits of a task file, for the table in `docs/merging.md` and for tests with real merges. */

export interface MergeCase {
  /** What each side does, in words. */
  readonly what: string;
  /** The text before, unless it is the usual one; null: there is no file yet. */
  readonly base?: string | null;
  readonly ours: Edit;
  readonly theirs: Edit;
}

/** The text that one side makes of it; null deletes the file. */
type Edit = (text: string) => string | null;

export const BASE = `---
id: ID
title: Hash passwords
status: pending
specialist: implementer
priority: high
depends_on:
  - design-schema-k3f9q2
complexity: moderate
effort: 3h
files:
  - src/auth/**
---

Store password hashes with argon2id.

## Acceptance criteria

- [ ] a wrong password takes as long as a right one
- [ ] old hashes are upgraded at the next login
`;

const FILES = 'files:\n  - src/auth/**\n';

function replace(from: string, to: string): Edit {
  return (text) => text.replace(from, to);
}

function all(...edits: readonly Edit[]): Edit {
  return (text) => edits.reduce<string | null>((edited, edit) => edit(edited ?? ''), text);
}

function append(end: string): Edit {
  return (text) => `${text}${end}`;
}

function addNote(note: string): Edit {
  return append(`\n## Notes\n\n- ${note}\n`);
}

/** What `orc complete` writes. */
function complete(day: number, ulid: string, commit = String(day)): Edit {
  const record = [
    `started_at: 2026-03-0${day}T08:00:00Z`,
    `completed_at: 2026-03-0${day}T09:00:00Z`,
    'completed_by: Ada',
    `completion: ${ulid}`,
    `commits:\n  - ${commit.repeat(40)}`,
    `artifacts:\n  - path: src/auth/hash.js\n    blob: ${'a'.repeat(40)}`,
  ].join('\n');
  return all(
    replace('status: pending', 'status: completed'),
    replace(FILES, `${FILES}${record}\n`),
    append(`\n## Result\n\nPasswords are hashed on day ${day}.\n`),
  );
}

const FIRST = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const SECOND = '01BX5ZZKBKACTAV9WEVGEMMVRZ';

export const MERGE_CASES: readonly MergeCase[] = [
  {
    what: 'fields that lie apart',
    ours: replace('Hash passwords', 'Hash all passwords'),
    theirs: replace('effort: 3h', 'effort: 5h'),
  },
  {
    what: 'neighbouring fields',
    ours: replace('Hash passwords', 'Hash all passwords'),
    theirs: replace('status: pending', 'status: in_progress'),
  },
  {
    what: 'a field, and the comment beside it',
    ours: replace('priority: high', 'priority: critical'),
    theirs: replace('priority: high', 'priority: high # asked for by support'),
  },
  {
    what: 'one field, to the same value',
    ours: replace('priority: high', 'priority: low'),
    theirs: replace('priority: high', 'priority: low'),
  },
  {
    what: 'one field, to two values',
    ours: replace('priority: high', 'priority: critical'),
    theirs: replace('priority: high', 'priority: low'),
  },
  {
    what: 'two new dependencies',
    ours: replace('q2\n', 'q2\n  - set-up-database-3m8p1c\n'),
    theirs: replace('q2\n', 'q2\n  - write-login-form-0w5b7d\n'),
  },
  {
    what: 'a new dependency, and another one removed',
    ours: replace('  - design-schema-k3f9q2\n', '  - design-schema-k3f9q2\n  - set-up-database-3m8p1c\n'),
    theirs: replace('depends_on:\n  - design-schema-k3f9q2\n', ''),
  },
  {
    what: 'two new fields that the program does not know',
    ours: replace(FILES, `${FILES}owner: ada\n`),
    theirs: replace(FILES, `${FILES}labels: [security]\n`),
  },
  {
    what: 'one new field with one value, in two places',
    ours: replace('title:', 'owner: ada\ntitle:'),
    theirs: replace(FILES, `${FILES}owner: ada\n`),
  },
  {
    what: 'the order of the fields, and a field',
    ours: all(replace('effort: 3h\n', ''), replace('specialist:', 'effort: 3h\nspecialist:')),
    theirs: replace('effort: 3h', 'effort: 5h'),
  },
  {
    what: 'line endings, and a field',
    ours: (text) => text.replaceAll('\n', '\r\n'),
    theirs: replace('effort: 3h', 'effort: 5h'),
  },
  {
    what: 'started, and completed',
    ours: replace('status: pending', 'status: in_progress'),
    theirs: complete(1, FIRST),
  },
  {
    what: 'completed, and a note',
    ours: complete(1, FIRST),
    theirs: addNote('2026-03-02: 19 MiB are enough'),
  },
  {
    what: 'completed, and a criterion added',
    ours: complete(1, FIRST),
    theirs: append('- [ ] no hash is ever logged\n'),
  },
  {
    what: 'one completion on both sides, relinked to other commits',
    ours: complete(1, FIRST),
    theirs: complete(1, FIRST, 'c'),
  },
  { what: 'two completions', ours: complete(1, FIRST), theirs: complete(2, SECOND) },
  {
    what: 'completed, and cancelled',
    ours: complete(1, FIRST),
    theirs: replace('status: pending', 'status: cancelled\nreason: bought'),
  },
  {
    what: 'two notes',
    ours: addNote('2026-03-02: 19 MiB are enough'),
    theirs: addNote('2026-03-01: measured on the slow machine'),
  },
  {
    what: 'two boxes checked, one below the other',
    ours: replace('[ ] a wrong', '[x] a wrong'),
    theirs: replace('[ ] old', '[x] old'),
  },
  {
    what: 'a box checked, and its text rewritten',
    ours: replace('[ ] a wrong', '[x] a wrong'),
    theirs: replace('a wrong password takes', 'a wrong password or name takes'),
  },
  {
    what: 'one line of the text, in two ways',
    ours: replace('with argon2id', 'with scrypt'),
    theirs: replace('with argon2id', 'with argon2id, 19 MiB'),
  },
  {
    what: 'the file deleted, and edited',
    ours: () => null,
    theirs: replace('effort: 3h', 'effort: 5h'),
  },
  {
    what: 'two files added with one name',
    base: null,
    ours: () => '---\nid: ID\ntitle: Sweep\n---\n\nWith a broom.\n',
    theirs: () => '---\nid: ID\ntitle: Sweep the floor\n---\n\nWith a broom.\n',
  },
];

/** Where the file of a case lies. */
export function pathOfCase(index: number): string {
  return `.tasks/shop-7k2m9d/${idOfCase(index)}.md`;
}

/** The texts of a case with its own id in them; null: no file. */
export function textsOfCase(index: number): Record<'base' | 'ours' | 'theirs', string | null> {
  const { base = BASE, ours, theirs } = MERGE_CASES[index] ?? { ours: () => null, theirs: () => null };
  const name = (text: string | null) => text?.replace('id: ID', `id: ${idOfCase(index)}`) ?? null;
  return { base: name(base), ours: name(ours(base ?? '')), theirs: name(theirs(base ?? '')) };
}

/** The id of the task of a case. */
export function idOfCase(index: number): string {
  return `hash-passwords-0000${String(index).padStart(2, '0')}`;
}
