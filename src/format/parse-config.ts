/**
 * Reads `config.yaml`. Every setting is one scalar, so the flat part of YAML (`key: value`, comments,
 * quotes) is all that the file may use: nothing can nest, no parser has to be loaded at start-up, and
 * every complaint has an exact place.
 */
import type { Problem } from '../core/problem.ts';
import { findNearest } from '../core/suggest.ts';

export interface ConfigValues {
  readonly commit: 'auto' | 'manual';
  readonly leaseMs: number;
  readonly briefMaxBytes: number;
  readonly remote: string | null;
  readonly worktrees: string;
}

export interface ParsedConfig {
  /** The defaults where the file is silent or wrong. */
  readonly config: ConfigValues;
  readonly problems: readonly Problem[];
}

/** What holds without a `config.yaml`. */
export const DEFAULT_CONFIG: ConfigValues = {
  commit: 'auto',
  leaseMs: 4 * 3_600_000,
  briefMaxBytes: 16_384,
  remote: null,
  worktrees: '../{repo}-worktrees/{task}',
};

interface Setting {
  /** Completes the sentence "it takes …". */
  readonly takes: string;
  /** Null when the value is not of the documented form. */
  readonly parse: (value: string) => Partial<ConfigValues> | null;
}

const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ['commit', { takes: '`auto` or `manual`', parse: parseCommit }],
  ['lease', { takes: 'a time from `1m` to `30d`, such as `30m`, `4h` or `2d`', parse: parseLease }],
  ['brief_max_bytes', { takes: 'a whole number from 4096 to 1048576', parse: parseBriefMaxBytes }],
  ['remote', { takes: 'the name of a git remote, such as `origin`', parse: parseRemote }],
  ['worktrees', { takes: 'a path with `{task}` in it, outside the work tree', parse: parseWorktrees }],
]);

/** Settings and everything wrong with the text, in the order of its lines; `path` is for the problems. */
export function parseConfig(text: string, path: string): ParsedConfig {
  let config = DEFAULT_CONFIG;
  const problems: Problem[] = [];
  const seenAt = new Map<string, number>();

  text.split(/\r?\n/).forEach((content, index) => {
    const line = index + 1;
    const complain = (column: number, message: string, hint: string) =>
      problems.push({ code: 'config-invalid', severity: 'error', path, line, column, message, hint });

    if (isEmptyLine(content, line)) return;
    const entry = splitEntry(content);
    if (entry === null) {
      complain(1, 'this line is not of the form `key: value`.', 'Write one setting a line, not indented.');
      return;
    }
    const setting = SETTINGS.get(entry.key);
    const before = seenAt.get(entry.key);
    seenAt.set(entry.key, line);
    if (setting === undefined) {
      complain(1, `there is no setting \`${entry.key}\`.`, hintForUnknown(entry.key));
    } else if (before !== undefined) {
      complain(
        1,
        `\`${entry.key}\` is set a second time; line ${before} has it already.`,
        'Keep one of the two.',
      );
    } else if (entry.value !== '') {
      const parsed = setting.parse(entry.value);
      if (parsed !== null) config = { ...config, ...parsed };
      else complain(entry.column, wrongValue(entry), `It takes ${setting.takes}.`);
    }
  });
  return { config, problems };
}

interface Entry {
  readonly key: string;
  /** Without quotes and comment; empty when nothing was given, which leaves the default. */
  readonly value: string;
  readonly column: number;
}

function splitEntry(content: string): Entry | null {
  const match = /^([\w-]+)[ \t]*:(?:[ \t]+(.*))?$/.exec(content);
  if (match?.[1] === undefined) return null;
  const rest = match[2] ?? '';
  const quoted = /^(["'])(.*?)\1[ \t]*(?:#.*)?$/.exec(rest);
  const value = quoted?.[2] ?? rest.replace(/(^|[ \t])#.*$/, '').trim();
  return { key: match[1], value, column: content.length - rest.length + 1 };
}

function isEmptyLine(content: string, line: number): boolean {
  return /^[ \t]*(#.*)?$/.test(content) || (line === 1 && content.trimEnd() === '---');
}

function wrongValue({ key, value }: Entry): string {
  return `\`${key}\` cannot be ${JSON.stringify(value)}.`;
}

function hintForUnknown(key: string): string {
  const names = [...SETTINGS.keys()];
  const near = findNearest(key, names);
  return near === null ? `The settings are ${names.join(', ')}.` : `Did you mean \`${near}\`?`;
}

function parseCommit(value: string): Partial<ConfigValues> | null {
  return value === 'auto' || value === 'manual' ? { commit: value } : null;
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_LEASE_MS = 30 * 86_400_000;

/** A lease runs by the clock on the wall: unlike in an effort, a day has 24 hours. */
function parseLease(value: string): Partial<ConfigValues> | null {
  const match = /^(\d{1,6})(m|h|d)$/.exec(value);
  const leaseMs = Number(match?.[1]) * (UNIT_MS[match?.[2] ?? ''] ?? 0);
  return leaseMs >= 60_000 && leaseMs <= MAX_LEASE_MS ? { leaseMs } : null;
}

function parseBriefMaxBytes(value: string): Partial<ConfigValues> | null {
  const briefMaxBytes = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  return briefMaxBytes >= 4096 && briefMaxBytes <= 1_048_576 ? { briefMaxBytes } : null;
}

function parseRemote(value: string): Partial<ConfigValues> | null {
  return /^[A-Za-z0-9_][\w./-]*$/.test(value) ? { remote: value } : null;
}

/** What lies inside the work tree would be untracked content of it. */
function parseWorktrees(value: string): Partial<ConfigValues> | null {
  const isOutside = /^(?:\.\.[\\/]|\/|[A-Za-z]:[\\/])/.test(value);
  return isOutside && value.includes('{task}') ? { worktrees: value } : null;
}
