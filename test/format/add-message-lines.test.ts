import { describe, expect, it } from 'vitest';
import { addMessageLines } from '../../src/format/add-message-lines.ts';

const LINES = ['Plan: shop-aaaaaa', 'Task: door-bbbbbb'];
const BLOCK = LINES.join('\n');
const CUT = '------------------------ >8 ------------------------';

describe('without an editor', () => {
  const add = (text: string) => addMessageLines(text, LINES, { isEdited: false });

  it.each([
    ['a subject', 'Add a door\n', `Add a door\n\n${BLOCK}\n`],
    ['no line feed at the end', 'Add a door', `Add a door\n\n${BLOCK}\n`],
    [
      'trailers',
      'Add\n\nWhy.\n\nSigned-off-by: A <a@b>\n',
      `Add\n\nWhy.\n\nSigned-off-by: A <a@b>\n${BLOCK}\n`,
    ],
    ['a subject that reads like a trailer', 'fix: the door\n', `fix: the door\n\n${BLOCK}\n`],
    ['a body that begins with a number sign', 'Fix\n\n#42 is done\n', `Fix\n\n#42 is done\n\n${BLOCK}\n`],
  ])('adds the lines after %s', (_name, text, expected) => {
    expect(add(text)).toBe(expected);
  });

  it('leaves an empty message empty', () => expect(add('\n')).toBe('\n'));
});

describe('before an editor', () => {
  const add = (text: string) => addMessageLines(text, LINES, { isEdited: true });

  it.each([
    ['#', '\n# Please enter\n#\n# On branch main\n'],
    [';', '\n; Please enter\n; On branch main\n'],
  ])('leaves the first line free for the subject, above comments with %s', (_character, text) => {
    expect(add(text)).toBe(`\n\n${BLOCK}\n${text}`);
  });

  it('puts them between a message and the comments', () => {
    const comments = '\n# Please enter\n#\tmodified: door\n';
    expect(add(`Add a door\n\n# a heading\n\nWhy.\n${comments}`)).toBe(
      `Add a door\n\n# a heading\n\nWhy.\n\n${BLOCK}\n${comments}`,
    );
  });

  it('puts them above the cut, whatever the diff below it says', () => {
    const rest = `\n# Please enter\n# ${CUT}\n# Do not touch\ndiff --git a/x b/x\n+Task: other\n`;
    expect(add(`Add a door\n${rest}`)).toBe(`Add a door\n\n${BLOCK}\n${rest}`);
    const scissors = `\n// ${CUT}\n// On branch main\n`;
    expect(add(scissors)).toBe(`\n\n${BLOCK}\n${scissors}`);
  });

  it('takes a text without comments as message', () => {
    expect(add('Add a door\n')).toBe(`Add a door\n\n${BLOCK}\n`);
  });
});
