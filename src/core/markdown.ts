/** Text from files inside Markdown that others render: shown as it is, with no mention, link, picture or HTML in it. */
import { cleanLine } from './clean-text.ts';

const MAX_SPAN = 120;

/** The text between backticks: the one place where Markdown and its dialects leave everything alone. */
export function codeSpan(text: string, maxCharacters = MAX_SPAN): string {
  const line = shorten(cleanLine(text).trim(), maxCharacters);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/**
 * Text that reads as prose: every sign that Markdown or GitHub gives a meaning is written as an entity or kept apart
 * from what follows, so that it stays a sign.
 */
export function escapeMarkdown(line: string): string {
  return line
    .replace(/[\\`*_{}[\]()<>#+!|~&:$-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/@/g, '@\u2060')
    .replace(/\b(www)\./gi, '$1\u2060.');
}

/** Cuts a text, with a mark at the end that says so; never within a character. */
export function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const characters = [...text];
  if (characters.length <= maxCharacters) return text;
  return `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
