import type { LogAnswer, LogEntry } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { type ChangeLine, describeChanges, nameFate } from './field-changes.ts';
import { groupByCommit } from './log-commits.ts';
import { renderLogMarkdown } from './log-markdown.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

const MIN_FIELD_WIDTH = 10;

/** Who works on it now, then commit by commit what each changed. */
function renderLogText(answer: LogAnswer, style: Style): string {
  const claims = answer.claims.map(({ task, actor, host, since, expired }) => {
    const ended = expired ? style.red(' (run out)') : '';
    return `${style.bold(cleanLine(task))}  claimed by ${cleanLine(actor)} on ${cleanLine(host)} since ${since}${ended}`;
  });
  const commits = groupByCommit(answer.entries).map((entries) => renderCommit(entries, style));
  const blocks = [
    ...(claims.length === 0 ? [] : [claims.join('\n')]),
    ...commits,
    ...renderEnd(answer, style),
  ];
  return `${blocks.join('\n\n')}\n${renderProblems(answer, style)}`;
}

function renderCommit(entries: readonly LogEntry[], style: Style): string {
  const [first] = entries;
  if (first === undefined) return '';
  const { commit, at, author, subject } = first;
  const head = `${style.yellow(commit.slice(0, 12))}  ${formatTime(at)}  ${cleanLine(author)}  ${style.dim(cleanLine(subject))}`;
  return [head, ...entries.flatMap((entry) => renderEntry(entry, style))].join('\n');
}

function renderEntry(entry: LogEntry, style: Style): string[] {
  const fate = nameFate(entry);
  const title = entry.title === null ? '' : `  ${cleanLine(entry.title)}`;
  const name = style.bold(cleanLine(entry.task ?? entry.plan));
  const lines = describeChanges(entry.changes);
  return [`  ${name}${title}${fate === '' ? '' : `  ${style.cyan(fate)}`}`, ...renderLines(lines, style)];
}

/** The name of a field stands before its first line only. */
function renderLines(lines: readonly ChangeLine[], style: Style): string[] {
  const width = Math.max(MIN_FIELD_WIDTH, ...lines.map(({ field }) => field.length));
  return lines.map(({ field, text }, at) => {
    const name = lines[at - 1]?.field === field ? '' : field;
    return `    ${style.dim(name.padEnd(width))}  ${text}`;
  });
}

function renderEnd({ entries, more, ends_at }: LogAnswer, style: Style): string[] {
  if (more) return [style.dim('There is more: `--limit <n>` shows it.')];
  if (ends_at.length > 0) {
    const at = ends_at.map((oid) => oid.slice(0, 12)).join(', ');
    return [
      style.yellow(`This clone is shallow: its history ends at ${at}, and what was before is not known.`),
    ];
  }
  return entries.length === 0 ? ['Nothing about plans is in this history.'] : [];
}

/** As the committer's clock had it, to the minute. */
function formatTime(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

type Reporter = (answer: LogAnswer, style: Style) => string;

/** Every form of the log. */
export const LOG_REPORTERS = {
  text: renderLogText,
  markdown: renderLogMarkdown,
  json: (answer) => `${JSON.stringify({ schema: 1, ...answer })}\n`,
} as const satisfies Record<string, Reporter>;

export type LogFormat = keyof typeof LOG_REPORTERS;

export const LOG_FORMATS = Object.keys(LOG_REPORTERS) as readonly LogFormat[];
