import { describe, expect, it } from 'vitest';
import { createLogParser, type LogCommit } from '../../src/git/audit-log-parser.ts';

const OID = 'a'.repeat(40);
const OLD = 'b'.repeat(40);
const NEW = 'c'.repeat(40);
const NONE = '0'.repeat(40);

/** Parses records in one batch, and again one at a time. */
function parse(records: readonly string[]): LogCommit[] {
  const whole: LogCommit[] = [];
  const parser = createLogParser((commit) => whole.push(commit));
  parser.take(records);
  parser.end();
  const single: LogCommit[] = [];
  const slow = createLogParser((commit) => single.push(commit));
  for (const record of records) slow.take([record]);
  slow.end();
  expect(single).toEqual(whole);
  return whole;
}

describe('createLogParser', () => {
  it('reads messages by line, wherever in the message a line is', () => {
    const message = `\u0001${OID}\nTask: first-aaaaaa\nA title\n\n* x\nTask: second-bbbbbb\nTask-Completion: 01ARZ\n Task: indented-cccccc\nSee Task: inside-dddddd\n`;
    expect(parse([message])).toEqual([
      { oid: OID, tasks: ['first-aaaaaa', 'second-bbbbbb'], completions: ['01ARZ'], changes: [] },
    ]);
  });

  it('reads edits, additions, deletions, folders and paths of any kind', () => {
    const records = [
      `\u0001${OID}\n`,
      `\n:100644 100644 ${OLD} ${NEW} M`,
      'a b/ü\n:100644 x',
      `:000000 100644 ${NONE} ${NEW} A`,
      '\u0001looks like a commit',
      `:100644 000000 ${OLD} ${NONE} D`,
      'gone',
      `:040000 040000 ${OLD} ${NEW} M`,
      'src',
      `:040000 000000 ${OLD} ${NONE} D`,
      'old',
      `:000000 160000 ${NONE} ${NEW} A`,
      'vendor',
    ];
    expect(parse(records)[0]?.changes).toEqual([
      { path: 'a b/ü\n:100644 x', oid: NEW },
      { path: '\u0001looks like a commit', oid: NEW },
      { path: 'gone', oid: null },
      { path: 'src/', oid: NEW },
      { path: 'old/', oid: null },
      { path: 'vendor', oid: NEW },
    ]);
  });

  it('reads what a merge of two and of three parents brought itself', () => {
    const records = [
      `\u0001${OID}\n`,
      '',
      `::100644 100644 100644 ${OLD} ${OID} ${NEW} MM`,
      'both',
      `:::100644 100644 100644 000000 ${OLD} ${OLD} ${OID} ${NONE} DDD`,
      'none',
    ];
    expect(parse(records)[0]?.changes).toEqual([
      { path: 'both', oid: NEW },
      { path: 'none', oid: null },
    ]);
  });
});
