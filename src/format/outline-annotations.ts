/** The annotations at the end of an outline item, as keys of an element of `subtasks_json`. */
export interface Annotations {
  readonly task_id?: string;
  readonly specialist_type?: string;
  readonly priority?: string;
  readonly complexity_level?: string;
  readonly estimated_effort?: string;
  /** 0-based positions in the list, or names. */
  readonly dependencies?: readonly (number | string)[];
  readonly files?: readonly string[];
}

type Reader = (value: string) => Annotations;

const MARKS: Readonly<Record<string, Reader>> = {
  '@': (value) => ({ specialist_type: value }),
  '!': (value) => ({ priority: value }),
  '~': (value) => ({ estimated_effort: value }),
};

const PARENTHESES: Readonly<Record<string, Reader>> = {
  after: (value) => ({ dependencies: splitNames(value).map(readDependency) }),
  files: (value) => ({ files: splitNames(value) }),
  complexity: (value) => ({ complexity_level: value }),
  id: (value) => ({ task_id: value }),
};

/** Takes the annotations off the end of a line; what comes first on the line wins when one is given twice. */
export function readAnnotations(line: string): { title: string; annotations: Annotations } {
  let title = line.trim();
  let annotations: Annotations = {};
  for (let found = findLast(title); found !== null; found = findLast(title)) {
    annotations = { ...annotations, ...found.value };
    title = title.slice(0, found.start).trimEnd();
  }
  return { title, annotations };
}

function findLast(text: string): { start: number; value: Annotations } | null {
  return findParenthesis(text) ?? findMark(text);
}

function findMark(text: string): { start: number; value: Annotations } | null {
  const start = text.lastIndexOf(' ') + 1;
  const value = text.slice(start + 1);
  const read = MARKS[text[start] ?? ''];
  return read === undefined || start === 0 || !/^[\p{L}\p{N}][^\s()]*$/u.test(value)
    ? null
    : { start, value: read(value) };
}

function findParenthesis(text: string): { start: number; value: Annotations } | null {
  if (!text.endsWith(')')) return null;
  const start = Math.max(...Object.keys(PARENTHESES).map((name) => text.lastIndexOf(` (${name}:`)));
  if (start === -1) return null;
  const colon = text.indexOf(':', start);
  const read = PARENTHESES[text.slice(start + 2, colon)];
  const value = text.slice(colon + 1, -1).trim();
  return read === undefined || value === '' ? null : { start, value: read(value) };
}

/** Splits at commas that stand outside double quotes and braces. */
function splitNames(value: string): string[] {
  const names = value.match(/(?:"[^"]*"|\{[^}]*\}|[^,])+/g) ?? [];
  return names.map((name) => name.trim().replace(/^"([^"]*)"$/, '$1')).filter((name) => name !== '');
}

/** Items are counted from 1 on the page, and from 0 in the list. */
function readDependency(name: string): number | string {
  return /^#?\d+$/.test(name) ? Number(name.replace('#', '')) - 1 : name;
}
