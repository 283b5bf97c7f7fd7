import { describe, expect, it } from 'vitest';
import { formatCommitMessage, tidyMessage } from '../../src/git/commit-message.ts';

const check = (subject: string, body: string, expected: string) =>
  expect(
    formatCommitMessage({
      subject,
      body,
      trailers: [
        ['Plan', 'web-shop-aaaaaa'],
        ['Task', 'cart-bbbbbb'],
      ],
    }),
  ).toBe(`${expected}\n\nPlan: web-shop-aaaaaa\nTask: cart-bbbbbb\n`);

describe('formatCommitMessage', () => {
  it('writes subject, body and trailers as paragraphs', () =>
    check('Add cart', 'It adds.\n', 'Add cart\n\nIt adds.'));
  it('leaves an empty body out', () => check('Add cart', ' \n', 'Add cart'));
  it('folds line breaks of the subject', () => {
    check('Add\r\n\r\nTask: forged-aaaaaa\u2028cart\t', '', 'Add Task: forged-aaaaaa cart');
  });
  it('quotes a subject that reads like a trailer', () => check('Task: x-aaaaaa', '', '"Task: x-aaaaaa"'));
  it('indents body lines that read like our trailers, whatever breaks the line', () => {
    check(
      'Add',
      'one\rTask: a-aaaaaa\ntask : b\u2029Task-Status: completed\nPlanned: no',
      'Add\n\none\n  Task: a-aaaaaa\n  task : b\n  Task-Status: completed\nPlanned: no',
    );
  });
  it('folds line breaks in trailer values', () => {
    const message = formatCommitMessage({ subject: 's', trailers: [['Task', 'a\nTask: b']] });
    expect(message).toBe('s\n\nTask: a Task: b\n');
  });
});

describe('tidyMessage', () => {
  it('removes trailing spaces and superfluous empty lines', () => {
    expect(tidyMessage('\n\nAdd cart  \r\n\n\n\n  body\n\n')).toBe('Add cart\n\n  body\n');
  });
  it('is empty when nothing is left', () => expect(tidyMessage(' \n\n')).toBe(''));
});
