/** Task files and what people and programs do to them, for the properties of a merge. */
import fc from 'fast-check';
import type { Sides } from '../../../src/format/merge/sides.ts';

const ULIDS = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ'];
const IDS = ['apple-000001', 'bread-000002', 'cheese-000003', 'dates-000004', 'eggs-000005'];

/** A file in parts; each part is what one edit changes. */
export interface Parts {
  readonly title: string;
  readonly status: readonly string[];
  readonly priority: string | null;
  readonly depends: readonly string[];
  readonly files: readonly string[];
  /** Lines of fields that the program does not know. */
  readonly unknown: readonly string[];
  readonly comments: readonly string[];
  readonly description: readonly string[];
  readonly boxes: readonly boolean[];
  readonly result: string | null;
  readonly notes: readonly string[];
  readonly eol: '\n' | '\r\n';
  readonly isMarked: boolean;
  readonly isEnded: boolean;
}

/** What only the YAML parser reads stands in few of them, because it takes most of the time. */
const title = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Hash', '"Hash: twice"', 'Peel') },
  { weight: 1, arbitrary: fc.constantFrom("'it''s'", 'Hash   # why', '  Hash') },
);
const list = fc.subarray(IDS);
const unknown = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(['owner: ada', 'labels:\n  - a\n  - b', 'x-y: 1']) },
  {
    weight: 1,
    arbitrary: fc.subarray([
      'owner: ada',
      'labels: [a,  b]',
      'zz: |\n  two\n   lines',
      'estimate:',
      'x-y: {k: v}',
    ]),
  },
);
const records = fc.constantFrom(
  ['status: pending'],
  ['status: in_progress'],
  [],
  ['status: blocked', 'reason: no water'],
  ['status: cancelled', 'reason: too dear'],
  ...ULIDS.map((ulid, index) => [
    'status: completed',
    `started_at: 2026-01-0${index + 1}T00:00:00Z`,
    `completed_at: 2026-01-0${index + 1}T08:00:00Z`,
    `completed_by: ${index === 0 ? 'Ada' : 'Grace'}`,
    `completion: ${ulid}`,
    `commits:\n  - ${String(index + 1).repeat(40)}`,
    `artifacts:\n  - path: src/${index}.ts\n    blob: ${String(index + 3).repeat(40)}`,
  ]),
);
const notes = fc.uniqueArray(
  fc.constantFrom(
    '- 2026-01-01: salted',
    '- 2026-01-02: peppered\n  twice',
    '- 2026-01-03: tasted',
    '- stirred',
  ),
  { maxLength: 3 },
);

export const parts: fc.Arbitrary<Parts> = fc.record({
  title,
  status: records,
  priority: fc.constantFrom(null, 'high', 'low', 'low', 'high', "'critical' # urgent"),
  depends: list,
  files: fc.subarray(['src/**', 'docs/*.md', 'test/a b.ts']),
  unknown,
  comments: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(['# about the title', '', '# about the list']) },
  ),
  description: fc.subarray(['Wash.', 'Peel.', '', 'Cut.', '```', '## Not a heading', '```'].slice(0, 4)),
  boxes: fc.array(fc.boolean(), { maxLength: 3 }),
  result: fc.constantFrom(null, 'Done.', 'Done.\n\nTwice.'),
  notes,
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  isMarked: fc.boolean(),
  isEnded: fc.boolean(),
});

/** A base, and two sides that differ from it in some parts each. */
export const edits: fc.Arbitrary<Sides<Parts>> = fc
  .tuple(parts, fc.tuple(parts, fc.subarray(keysOf())), fc.tuple(parts, fc.subarray(keysOf())))
  .map(([base, ours, theirs]) => ({ base, ours: change(base, ...ours), theirs: change(base, ...theirs) }));

function keysOf(): (keyof Parts)[] {
  return [
    ...(['title', 'status', 'priority', 'depends', 'files', 'unknown', 'comments', 'description'] as const),
    ...(['boxes', 'result', 'notes', 'eol', 'isMarked', 'isEnded'] as const),
  ];
}

/** Notes are appended to, and the rest replaced. */
function change(base: Parts, other: Parts, keys: readonly (keyof Parts)[]): Parts {
  const changed = Object.fromEntries(keys.map((key) => [key, other[key]]));
  const added = other.notes.filter((note) => !base.notes.includes(note));
  return { ...base, ...changed, notes: keys.includes('notes') ? [...base.notes, ...added] : base.notes };
}

export function formatParts(file: Parts): string {
  const items = (key: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`${key}:`, ...list.map((item) => `  - ${item}`)];
  const lines = [
    '---',
    'id: soup-8xw2mn',
    ...file.comments.slice(0, 2),
    `title: ${file.title}`,
    ...file.status.slice(0, 1),
    ...(file.priority === null ? [] : [`priority: ${file.priority}`]),
    ...file.comments.slice(2),
    ...items('depends_on', file.depends),
    'complexity: simple',
    ...items('files', file.files),
    ...file.status.slice(1),
    ...file.unknown,
    '---',
    '',
    ...file.description,
    '',
    '## Acceptance criteria',
    '',
    ...file.boxes.map((box, index) => `- [${box ? 'x' : ' '}] taste ${index}`),
    ...(file.result === null ? [] : ['', '## Result', '', file.result]),
    ...(file.notes.length === 0 ? [] : ['', '## Notes', '', ...file.notes]),
  ];
  const text = lines.join('\n') + (file.isEnded ? '\n' : '');
  return (file.isMarked ? '\uFEFF' : '') + text.replaceAll('\n', file.eol);
}
