import { expect, it } from 'vitest';
import { repairFields } from '../../../src/format/lint/repair-fields.ts';
import { removeLastItem, renameField, replaceItem } from '../../../src/format/lint/verified-edit.ts';
import { isFault, splitFile } from '../../../src/format/split-file.ts';
import { corpus, taskText } from '../fixtures.ts';

it.each([
  ['an alias', 'dependencies: # all of them\n  - a', 'depends_on: # all of them\n  - a'],
  ['other letters', '"Depends-On": [a]', 'depends_on: [a]'],
  ['a name and its word', 'Status: "To Do" # board', 'status: "pending" # board'],
  ['a word in other letters', "status: 'In Progress'", "status: 'in_progress'"],
  ['the first of two aliases', 'deps: [a]\ndependencies: [b]', 'depends_on: [a]\ndependencies: [b]'],
])('puts right %s', (_name, before, after) => {
  expect(repairFields(taskText(before, 'Body\n'), 'task').text).toBe(taskText(after, 'Body\n'));
});

it.each([
  ['a name whose value does not fit', 'dependencies: a'],
  ['an alias beside the field', 'depends_on: [a]\ndeps: [b]'],
  ['a name that is only near', 'depend_on: [a]'],
  ['a word that is only near', 'status: pendng'],
  ['fields of somebody else', 'assignee: ada\nlabels: [done]'],
  ['front matter that cannot be read', 'status: done\nstatus: done'],
])('leaves alone %s', (_name, lines) => {
  const text = taskText(lines, 'Body\n');
  expect(repairFields(text, 'task')).toEqual({ text, repairs: [] });
});

it.each([
  ['---\nid: x\n---\n\n# Hash passwords #\n\nText\n', 'Hash passwords'],
  ['---\r\nid: x\r\ntitle:\r\n---\r\n# Hash: why\r\n', '"Hash: why"'],
])('takes a missing title from the heading of %j', (text, title) => {
  const repaired = repairFields(text, 'task').text;
  expect(repaired).toContain(`title: ${title}`);
  expect(repaired.replace(/title:.*\r?\n/, '')).toBe(text.replace(/title:.*\r?\n/, ''));
});

it.each(['---\nid: x\n---\nText\n# Later\n', '---\nid: x\n---\n## Second\n', '---\nid: x\n---\n'])(
  'takes no title from %j',
  (text) => {
    expect(repairFields(text, 'plan')).toEqual({ text, repairs: [] });
  },
);

it('replaces and removes single items of a list', () => {
  const text = taskText('depends_on:\n  - "a" # first\n  - b\n  - "a" # again');
  expect(replaceItem(text, 'depends_on', 'b', 'c')).toBe(text.replace('- b', '- c'));
  expect(removeLastItem(text, 'depends_on', 'a')).toBe(text.replace('  - "a" # again\n', ''));
  expect(replaceItem(text, 'depends_on', 'z', 'c')).toBeNull();
  expect(removeLastItem(text, 'files', 'a')).toBeNull();
});

it('renames no field to one that is there', () => {
  expect(renameField(taskText('deps: [a]\ndepends_on: [b]'), 'deps', 'depends_on')).toBeNull();
});

it.each([...corpus])('keeps the body of %s, and does nothing the second time', (_name, text) => {
  const once = repairFields(text, 'task').text;
  const body = readBodyText(text);
  if (body !== null) expect(readBodyText(once)).toBe(body);
  expect(repairFields(once, 'task')).toEqual({ text: once, repairs: [] });
});

function readBodyText(text: string): string | null {
  const split = splitFile(text);
  return isFault(split) ? null : text.slice(split.bodyStart);
}
