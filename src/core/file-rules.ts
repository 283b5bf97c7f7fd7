/** The rules that one file is checked against on its own, with examples that the tests run. */
import type { Rule } from './rules.ts';

const GOOD = '---\nid: hash-passwords-8xw2mn\ntitle: Hash passwords\n---\n';

function withField(field: string): string {
  return `---\nid: hash-passwords-8xw2mn\ntitle: Hash passwords\n${field}\n---\n`;
}

const SYNTAX_RULES = {
  'file-too-large': {
    severity: 'error',
    summary: 'The file is larger than 1 MiB.',
    explanation: 'A file of that size is not read, so that one file cannot make every command slow.',
    hint: 'Move long text into a file of its own and name it in the task.',
  },
  'invalid-utf8': {
    severity: 'error',
    summary: 'The file is not valid UTF-8.',
    explanation: 'Reading it anyway would replace bytes, and the next edit would write the replacement.',
    hint: 'Save the file as UTF-8.',
  },
  'conflict-markers': {
    severity: 'error',
    summary: 'The file holds the conflict markers of a merge.',
    explanation:
      'Two versions of the file stand in it, so neither is what the file says. Markers count in fenced code too.',
    hint: 'Resolve the conflict (`orc merge --continue` does what can be done without you); where the markers are an example, indent them by a space.',
    bad: '---\nid: hash-passwords-8xw2mn\ntitle: Hash passwords\n<<<<<<< ours\nstatus: blocked\n=======\nstatus: failed\n>>>>>>> theirs\n---\n',
    good: withField('status: failed\nreason: argon2id is not available here'),
  },
  'no-front-matter': {
    severity: 'error',
    summary: 'The file does not begin with front matter.',
    explanation: 'A plan or task file begins with a line that is exactly `---`, and its fields follow.',
    hint: 'Begin the file with `---`, the fields, and `---` again; `orc lint --fix` adds a missing id.',
    bad: '# Hash passwords\n',
    good: GOOD,
  },
  'unclosed-front-matter': {
    severity: 'error',
    summary: 'The front matter is not closed.',
    explanation:
      'No line that is exactly `---` follows the first one, so fields and text cannot be told apart.',
    hint: 'Put a line `---` after the last field.',
    bad: '---\nid: hash-passwords-8xw2mn\ntitle: Hash passwords\n',
    good: GOOD,
  },
  'front-matter-too-large': {
    severity: 'error',
    summary:
      'The front matter is larger than 256 KiB, 2,000 lines, 32 levels of nesting, or 4,000 items between brackets.',
    explanation:
      'Checked before parsing, so that no file can exhaust the parser. Brackets that open and never close count as levels.',
    hint: 'Keep long text in the body, and name directories instead of many files.',
    bad: withField(`x: ${'['.repeat(40)}${']'.repeat(40)}`),
    good: withField('x: [[a]]'),
  },
  'control-character': {
    severity: 'error',
    summary: 'The front matter holds a control character.',
    explanation: 'YAML allows none but tab and line break; a zero byte is the mark of a torn write.',
    hint: 'Remove the character, or write it as an escape in double quotes.',
    bad: withField('source: "a\u0001b"'),
    good: withField('source: "a\\u0001b"'),
  },
  'bad-yaml': {
    severity: 'error',
    summary: 'The front matter is not valid YAML.',
    explanation: 'What a broken file means is not guessed, and it is never rewritten.',
    hint: 'Correct the place named; text with `: ` or ` #` in it needs quotes.',
    bad: withField('reason: waiting: for review'),
    good: withField('reason: "waiting: for review"'),
  },
  'not-a-mapping': {
    severity: 'error',
    summary: 'The front matter is not a list of `field: value` lines.',
    explanation: 'Every field is found by its name.',
    hint: 'Write one `field: value` a line.',
    bad: '---\n- Hash passwords\n---\n',
    good: GOOD,
  },
  'duplicate-key': {
    severity: 'error',
    summary: 'A field stands in the front matter twice.',
    explanation: 'Which of the two is meant cannot be known; readers disagree on it.',
    hint: 'Keep one of them.',
    bad: withField('status: pending\nstatus: blocked'),
    good: withField('status: pending'),
  },
  'yaml-alias': {
    severity: 'error',
    summary: 'The front matter uses an anchor or an alias.',
    explanation: 'An edit of one value would change another one without saying so.',
    hint: 'Write the value out in both places.',
    bad: withField('source: &origin tracker\nreason: *origin'),
    good: withField('source: tracker\nreason: tracker'),
  },
  'yaml-tag': {
    severity: 'error',
    summary: 'The front matter uses a YAML tag.',
    explanation: 'Types come from the names of the fields alone, so that every reader agrees on them.',
    hint: 'Remove the tag.',
    bad: withField('effort: !!str 3h'),
    good: withField('effort: 3h'),
  },
  'not-a-regular-file': {
    severity: 'error',
    summary: 'The path is not a regular file.',
    explanation: 'A pipe or device would make every reader wait, and cannot be committed.',
    hint: 'Replace it by a Markdown file, or remove it.',
  },
  'symbolic-link': {
    severity: 'error',
    summary: 'The path is a symbolic link.',
    explanation: 'Links are not followed: a write could land outside the repository.',
    hint: 'Replace the link by the file itself.',
  },
  'unreadable-file': {
    severity: 'error',
    summary: 'The file system does not let the file be read.',
    explanation: 'What the file says is not known, so nothing that depends on it is ready.',
    hint: 'Look at the permissions of the file and of its folder.',
  },
} as const satisfies Record<string, Rule>;

const VALUE_RULES = {
  'missing-id': {
    severity: 'error',
    summary: 'The file has no `id`.',
    explanation: 'The id is how other tasks, claims and commits name the task.',
    hint: '`orc lint --fix` gives the file an id and renames it.',
    bad: '---\ntitle: Hash passwords\n---\n',
    good: GOOD,
    fixable: true,
  },
  'bad-id': {
    severity: 'error',
    summary: 'The id does not have the form `<slug>-<suffix>`.',
    explanation:
      'An id is lower-case words joined by `-`, then a suffix of 6 letters and digits (no i, l, o, u), because it is used in paths and refs.',
    hint: '`orc lint --fix` adds a missing suffix; a new file gets its id from `orc add`.',
    bad: '---\nid: Hash Passwords\ntitle: Hash passwords\n---\n',
    good: GOOD,
    fixable: true,
  },
  'id-mismatch': {
    severity: 'error',
    summary: 'The id is not the name of the file.',
    explanation: 'A copied file would be two tasks under one id; a renamed one would lose its history.',
    hint: 'Give the file back its name (`orc lint --fix` does where nothing refers to the other), or make the id the name of the file if this is a new task.',
    bad: '---\nid: hash-passwords-000000\ntitle: Hash passwords\n---\n',
    good: GOOD,
    fixable: true,
  },
  'missing-title': {
    severity: 'error',
    summary: 'The file has no `title`.',
    explanation: 'Lists, briefs and commits show the title.',
    hint: 'Add `title: …`, what is to be done on one line; `orc lint --fix` takes it from a heading that the text begins with.',
    bad: '---\nid: hash-passwords-8xw2mn\n---\n',
    good: GOOD,
    fixable: true,
  },
  'wrong-type': {
    severity: 'error',
    summary: 'A field holds another kind of value than it takes.',
    explanation: 'A single name where a list is meant is not guessed at, and never dropped.',
    hint: 'Write lists in block form, one `- item` a line.',
    bad: withField('depends_on: design-user-schema-k3f9q2'),
    good: withField('depends_on:\n  - design-user-schema-k3f9q2'),
  },
  'line-break': {
    severity: 'error',
    summary: 'A field that is one line holds a line break.',
    explanation: 'Titles go into the subjects of commits, where a second line would mean something else.',
    hint: 'Keep it on one line; longer text belongs into the body.',
    bad: withField('source: "tracker\\nTask: x"'),
    good: withField('source: tracker'),
  },
  'unknown-value': {
    severity: 'error',
    summary: 'A field holds a word that is not among its values.',
    explanation: 'A status that nobody knows would be neither ready nor done.',
    hint: 'Use one of the values named; `orc lint --fix` corrects well-known words such as `done`.',
    bad: withField('priority: urgent'),
    good: withField('priority: critical'),
    fixable: true,
  },
  'bad-timestamp': {
    severity: 'error',
    summary: 'A time is not written as RFC 3339.',
    explanation: 'See https://www.rfc-editor.org/rfc/rfc3339#section-5.6.',
    hint: 'Write it as `2026-01-31T09:30:00Z`.',
    bad: withField('completed_at: yesterday'),
    good: withField('completed_at: "2026-01-31T09:30:00Z"'),
  },
  'bad-completion': {
    severity: 'error',
    summary: 'The `completion` is not a ULID.',
    explanation:
      'It is written once on completion and found again in commits; see https://github.com/ulid/spec.',
    hint: 'Take the value from `git log -p` of this file, or remove the field and complete the task again.',
    bad: withField('completion: done'),
    good: withField('completion: 01J9ZQ4T0W8RZ6VQ3C5N7XK2MD'),
  },
  'bad-oid': {
    severity: 'error',
    summary: 'A commit is not named by its full oid.',
    explanation: 'Short names become ambiguous as the repository grows.',
    hint: 'Use what `git rev-parse <commit>` prints.',
    bad: withField('commits:\n  - 1f0c9d2'),
    good: withField('commits:\n  - 1f0c9d2a5b7e4c3d8f6a9b0c1d2e3f4a5b6c7d8e'),
  },
  'bad-artifact': {
    severity: 'error',
    summary: 'An artifact is not recorded in one of the three forms.',
    explanation:
      'An artifact is `path` with `blob`, `path` with `deleted: true`, or a directory `path/` with `tree`; the path is relative to the root and stays inside it.',
    hint: 'Write it in one of these forms, with full oids.',
    bad: withField('artifacts:\n  - src/auth.ts'),
    good: withField('artifacts:\n  - path: src/auth.ts\n    deleted: true'),
  },
  'too-many-artifacts': {
    severity: 'error',
    summary: 'The file records more than 500 artifacts.',
    explanation: 'A record of that length is read by nobody and slows everybody down.',
    hint: 'Name directories (`src/auth/`) instead of every file in them.',
  },
  'missing-reason': {
    severity: 'warning',
    summary: 'The task is blocked, failed or cancelled without a reason.',
    explanation: 'Whoever comes next has to know why.',
    hint: 'Add `reason: …`.',
    bad: withField('status: blocked'),
    good: withField('status: blocked\nreason: waits for the contract'),
  },
  'unclear-effort': {
    severity: 'warning',
    summary: 'The effort is not a duration.',
    explanation: 'It is kept, and weighs on the critical path as if it were absent.',
    hint: 'Write a duration such as `30m`, `3h`, `2d` or `1w`.',
    bad: withField('effort: a while'),
    good: withField('effort: 3h'),
  },
  'unknown-field': {
    severity: 'warning',
    summary: 'A field is named almost like a known one.',
    explanation: 'Fields of your own are welcome and kept, but this one looks like a slip and has no effect.',
    hint: 'Rename the field if the known one is meant; `orc lint --fix` does for well-known names such as `dependencies`.',
    bad: withField('dependencies:\n  - design-user-schema-k3f9q2'),
    good: withField('depends_on:\n  - design-user-schema-k3f9q2'),
    fixable: true,
  },
  'duplicate-item': {
    severity: 'warning',
    summary: 'A list names the same thing twice.',
    explanation: 'It has no effect, and often means that a merge went wrong.',
    hint: 'Remove one of the two; `orc lint --fix` removes the last.',
    bad: withField('files:\n  - src/**\n  - src/**'),
    good: withField('files:\n  - src/**'),
    fixable: true,
  },
  'bad-glob': {
    severity: 'warning',
    summary: 'A glob can match nothing in the repository.',
    explanation: 'Globs are relative to the root; one that is absolute or has `..` in it leads outside.',
    hint: 'Write it relative to the root of the work tree.',
    bad: withField('files:\n  - ../other/**'),
    good: withField('files:\n  - src/auth/**'),
  },
} as const satisfies Record<string, Rule>;

/** Rules on one file, by code. */
export const FILE_RULES = { ...SYNTAX_RULES, ...VALUE_RULES };
