/** One line of a file as the terminal shows it, with a mark under one place of it. */
import { cleanLine } from '../../core/clean-text.ts';

const MAX_BEFORE = 60;
const MAX_AFTER = 40;

/** Characters that take two columns of a terminal: East Asian wide ones and pictures. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const COMBINING = /\p{M}/u;

/** Cuts a long line around the place. `column` is 1-based and counts UTF-16 code units. */
export function formatExcerpt(line: string, column: number): { text: string; marker: string } {
  const before = [...cleanLine(line.slice(0, column - 1))];
  const after = [...cleanLine(line.slice(column - 1))];
  const shownBefore = before.length > MAX_BEFORE ? ['…', ...before.slice(1 - MAX_BEFORE)] : before;
  const shownAfter = after.length > MAX_AFTER ? [...after.slice(0, MAX_AFTER - 1), '…'] : after;
  const width = shownBefore.reduce((columns, character) => columns + countColumns(character), 0);
  return { text: [...shownBefore, ...shownAfter].join(''), marker: `${' '.repeat(width)}^` };
}

function countColumns(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
