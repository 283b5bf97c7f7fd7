/** Repairs of one file whose meaning is certain: known aliases of names and words, and a title that stands in the body. */
import { type FieldSpec, PLAN_FIELDS, TASK_FIELDS } from '../../core/fields.ts';
import { readForeignField, readForeignValue } from '../../core/foreign-names.ts';
import { RULES, type RuleCode } from '../../core/rules.ts';
import { editFile } from '../edit-file.ts';
import type { RawEntry, RawValue } from '../raw-value.ts';
import { isNull } from '../raw-value.ts';
import { typeFields } from '../type-fields.ts';
import { readSource, renameField } from './verified-edit.ts';

export interface Repair {
  readonly code: RuleCode;
  /** What was done. */
  readonly message: string;
}

export interface RepairedText {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** Repairs names, words and title of a plan or task file; a text that cannot be read comes back as it is. */
export function repairFields(text: string, kind: 'plan' | 'task'): RepairedText {
  const fields = kind === 'plan' ? PLAN_FIELDS : TASK_FIELDS;
  return [renameFields, replaceWords, addTitle].reduce<RepairedText>(
    (before, repair) => {
      const after = repair(before.text, fields);
      return { text: after.text, repairs: [...before.repairs, ...after.repairs] };
    },
    { text, repairs: [] },
  );
}

function renameFields(text: string, fields: readonly FieldSpec[]): RepairedText {
  const repairs: Repair[] = [];
  let current = text;
  for (const { key, value } of readSource(text)?.entries ?? []) {
    const name = readForeignField(key, fields);
    const field = fields.find((known) => known.name === name);
    if (field === undefined || field.name === key || !isFitting(field, value)) continue;
    const renamed = renameField(current, key, field.name);
    if (renamed === null) continue;
    current = renamed;
    repairs.push({ code: 'unknown-field', message: `Renamed the field "${key}" to "${field.name}".` });
  }
  return { text: current, repairs };
}

/** Whether a value is one that the field takes, or one that can be put right. */
function isFitting(field: FieldSpec, value: RawValue): boolean {
  if (readMeantWord(field, value) !== null) return true;
  const entry: RawEntry = { key: field.name, keyRange: value, value };
  const { complaints } = typeFields([entry], new Map([[field.name, field]]));
  return complaints.every(({ code }) => RULES[code].severity !== 'error');
}

function replaceWords(text: string, fields: readonly FieldSpec[]): RepairedText {
  const repairs: Repair[] = [];
  const set: Record<string, string> = {};
  for (const { key, value } of readSource(text)?.entries ?? []) {
    const field = fields.find((known) => known.name === key);
    const word = field === undefined ? null : readMeantWord(field, value);
    if (word === null || value.kind !== 'scalar') continue;
    set[key] = word;
    repairs.push({ code: 'unknown-value', message: `Wrote "${key}: ${word}" for "${value.text}".` });
  }
  return repairs.length === 0 ? { text, repairs } : { text: editFile(text, { set }), repairs };
}

/** The value that a foreign word stands for; null when it is one of ours, or nobody's. */
function readMeantWord(field: FieldSpec, value: RawValue): string | null {
  if (field.type !== 'enum' || value.kind !== 'scalar' || isNull(value)) return null;
  const word = readForeignValue(field, value.text);
  return word === value.text ? null : word;
}

/** A file without `title` takes its first heading for one, if the body begins with it; the heading stays. */
function addTitle(text: string): RepairedText {
  const source = readSource(text);
  const written = source?.entries.find(({ key }) => key === 'title')?.value;
  if (source === null || (written !== undefined && !isNull(written))) return { text, repairs: [] };
  const heading = /^\s*# +(\S.*?)(?: +#+)?[ \t]*(?:\r?\n|$)/.exec(text.slice(source.split.bodyStart))?.[1];
  if (heading === undefined) return { text, repairs: [] };
  const message = `Took the title "${heading}" from the first heading.`;
  return {
    text: editFile(text, { set: { title: heading } }),
    repairs: [{ code: 'missing-title', message }],
  };
}
