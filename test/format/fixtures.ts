import { readdirSync, readFileSync } from 'node:fs';
import type { WrittenTask } from '../../src/core/task.ts';
import { type ParsedFile, parseTaskFile } from '../../src/format/parse-file.ts';

export const ID = 'hash-passwords-8xw2mn';
export const OID = '1f0c9d2a5b7e4c3d8f6a9b0c1d2e3f4a5b6c7d8e';

const folder = new URL('corpus/', import.meta.url);

/** The texts of the corpus by file name. */
export const corpus = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

/** Parses a text, or bytes, as the task file of `ID`. */
export function parse(source: string | Uint8Array, yamlOnly = false): ParsedFile<WrittenTask> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  return parseTaskFile({ bytes, path: `.tasks/auth-3k9m2p/${ID}.md`, id: ID }, { yamlOnly });
}

/** A task file with these lines of front matter after id and title. */
export function taskText(lines = '', body = ''): string {
  return `---\nid: ${ID}\ntitle: Hash passwords\n${lines === '' ? '' : `${lines}\n`}---\n${body}`;
}

/** Problems in short: `code line:column`. */
export function places(parsed: ParsedFile<unknown>): string[] {
  return parsed.problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
}
