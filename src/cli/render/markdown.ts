/** Text from files inside Markdown that others render: one line, and nothing in it is markup. */
import { cleanLine } from '../../core/clean-text.ts';

/** Makes text plain on one line; `@name` mentions nobody, `#1` links to nothing. */
export function escapeMarkdown(text: string): string {
  return cleanLine(text)
    .replace(/[\\`*_{}[\]<>|~&!]/g, '\\$&')
    .replace(/[@#]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Makes a code span, whatever backticks the text holds. */
export function formatCode(text: string): string {
  const line = cleanLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || /^ .* $/.test(line) ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
