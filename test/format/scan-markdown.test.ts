import { expect, test } from 'vitest';
import { scanMarkdown } from '../../src/format/scan-markdown.ts';

function check(lines: readonly string[], expected: readonly string[]) {
  const { headings } = scanMarkdown(lines.join('\n'));
  expect(headings.map(({ level, text }) => `${level} ${text}`)).toEqual(expected);
}

test.each<[string, string[], string[]]>([
  [
    'marks of both ends',
    ['# A', '## B ##', '###### C #', '####### no', '##no', '##', '## D#'],
    ['1 A', '2 B', '6 C', '2 ', '2 D#'],
  ],
  ['up to three spaces before', ['   ## A', '    ## no'], ['2 A']],
  ['underlines', ['A', '===', '', 'B', 'b', '---', '', '---'], ['1 A', '2 B b']],
  ['no underline below a list or a quote', ['- a', '---', '> b', '---', '', '- c', 'lazy', '---'], []],
  [
    'fences',
    ['```md', '## no', '~~~', '```', '## A', '~~~~', '## no', '~~~', '```', '~~~~~', '## B'],
    ['2 A', '2 B'],
  ],
  ['no fence with a backtick after it', ['``` a`b', '## A'], ['2 A']],
  ['a fence indented too far closes nothing', ['```', '    ```', '## no', '```', '## A'], ['2 A']],
  ['indented code', ['', '    ## no', '', '\t## no'], []],
  ['comments', ['<!-- ## no -->', '## A', '<!--', '## no', '-->', '## B', '<!--', '## no'], ['2 A', '2 B']],
  ['raw blocks', ['<pre>', '## no', '</pre>', '## A', '<?x', '## no', '?>'], ['2 A']],
  ['items of a list', ['- a', '  ## no', '', '  ## no', '## A', '10. b', '    ## no'], ['2 A']],
  ['a fence in an item ends with it', ['- a', '  ```', '  ## no', '## A'], ['2 A']],
  [
    'a fence on the line of the bullet',
    ['- ```', '  ## no', '  ```', '## A', '- ~~~', '## B'],
    ['2 A', '2 B'],
  ],
  ['quotes', ['> ## no', '> ```', '## A'], ['2 A']],
  ['a number within a paragraph is no list', ['a', '14. b', '==='], ['1 a 14. b']],
  ['windows line ends', ['## A\r', '```\r', '## no\r', '```\r', 'B\r', '---\r'], ['2 A', '2 B']],
])('knows headings from %s', (_name, lines, expected) => check(lines, expected));

test.each([
  ['```\nx', '```'],
  ['~~~~\nx\n~~~', '~~~~'],
  ['<!-- x', '-->'],
  ['- ```\n  x', null],
  ['text', null],
])('says what closes %j', (text, closer) => expect(scanMarkdown(text).closer).toBe(closer));
