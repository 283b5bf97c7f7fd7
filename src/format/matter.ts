/**
 * The only door to gray-matter, for documents that are read as values: roles and plan templates. On its
 * own it would run code in front matter marked `---js`, give `{}` for a broken text the second time
 * (its cache), and take an unclosed block for fields. So the frame is checked here first, options are
 * always given (that switches the cache off), and every engine but our YAML reader refuses.
 */
import matter from 'gray-matter';
import { RULES } from '../core/rules.ts';
import { PlanError } from '../errors.ts';
import { readFrontMatter } from './front-matter.ts';
import { locate, type PlainValue, toPlainObject } from './raw-value.ts';
import { isFault, splitFile, type TextFault } from './split-file.ts';

export interface MatterDocument {
  /** Every scalar is text, as written; empty values are null. */
  readonly data: Readonly<Record<string, PlainValue>>;
  /** Text after the front matter. */
  readonly content: string;
}

const REFUSED_LANGUAGES = ['js', 'javascript', 'coffee', 'coffeescript', 'cson', 'json', 'toml', 'yml'];

/** Reads a document with front matter. Throws `config-invalid` with `line` and `column` in its data. */
export function parseMatter(text: string): MatterDocument {
  const fields = readFields(text);
  const refused = REFUSED_LANGUAGES.map((language) => [language, { parse: () => refuseLanguage(language) }]);
  const { data, content } = matter(text, {
    language: 'yaml',
    delimiters: '---',
    engines: { ...Object.fromEntries(refused), yaml: { parse: () => fields } },
  });
  return { data, content: content.replaceAll('\r\n', '\n') };
}

function readFields(text: string): Record<string, PlainValue> {
  const split = splitFile(text);
  if (isFault(split)) throw describeFault(text, split);
  const { entries, faults } = readFrontMatter(text, split);
  const [fault] = faults;
  if (fault !== undefined) throw describeFault(text, fault);
  return toPlainObject(entries);
}

function refuseLanguage(language: string): never {
  throw new PlanError('config-invalid', `Front matter in ${language} is never read or run.`, {
    hints: ['Write the front matter as YAML between two lines `---`.'],
  });
}

function describeFault(text: string, fault: TextFault): PlanError {
  const place = locate(text, fault.offset);
  const rule = RULES[fault.code];
  const message = `Line ${place.line}, column ${place.column}: ${fault.message ?? rule.summary}`;
  return new PlanError('config-invalid', message, {
    hints: [rule.hint],
    data: { code: fault.code, ...place },
  });
}
