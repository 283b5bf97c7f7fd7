/**
 * Edits the text of a plan or task file by source range: changing one value changes that value's bytes
 * and no others. Every edit is read again and compared with what was asked for; when anything else came
 * out different, it is refused, because a file that an edit misunderstood must not be written.
 */
import { RULES } from '../core/rules.ts';
import { PlanError } from '../errors.ts';
import {
  appendNotes,
  type CriterionCheck,
  checkCriteria,
  formatNote,
  type Note,
  setResult,
} from './edit-body.ts';
import { type Source, setField } from './edit-field.ts';
import { addItem, removeItem } from './edit-list.ts';
import { readFrontMatter } from './front-matter.ts';
import { guardText } from './guard-text.ts';
import { type FieldsEdit, isEdited, isSamePlain } from './plain-fields.ts';
import { locate, toPlainObject } from './raw-value.ts';
import { readBody } from './sections.ts';
import { countBytes, isFault, MAX_FILE_BYTES, splitFile, type TextFault } from './split-file.ts';

export interface FileEdit extends FieldsEdit {
  /** Text of the Result section; null removes the section. */
  readonly result?: string | null;
  /** Notes to add, oldest first; empty ones are left out. */
  readonly notes?: readonly Note[];
  /** Boxes of the acceptance criteria to check or uncheck. */
  readonly check?: readonly CriterionCheck[];
}

/**
 * Applies an edit. Fields are not checked against their types: a repair must be able to touch a file
 * that has a bad value. Throws `edit-refused` when the front matter cannot be read or an edit would touch
 * more than it should, `file-too-large` when the limits would be exceeded.
 */
export function editFile(text: string, edit: FileEdit): string {
  const before = readSource(text);
  const fieldsEdited = editFields(before, edit);
  const after = readEdited(fieldsEdited);
  if (!isEdited(toPlainObject(before.entries), toPlainObject(after.entries), edit)) throw refuseEdit(edit);
  const body = text.slice(before.split.bodyStart);
  const edited = editBody(body, edit, before.split.eol);
  const head = fieldsEdited.slice(0, after.split.bodyStart);
  const isHeadEnded = edited === '' || head.endsWith('\n');
  return requireSize(`${head}${isHeadEnded ? '' : before.split.eol}${edited}`);
}

function readSource(text: string): Source {
  const split = splitFile(text);
  if (isFault(split)) throw refuseFile(text, split);
  const { entries, faults } = readFrontMatter(text, split);
  const [fault] = faults;
  if (fault !== undefined) throw refuseFile(text, fault);
  return { text, split, entries };
}

function refuseFile(text: string, fault: TextFault): PlanError {
  const place = locate(text, fault.offset);
  const reason = fault.message ?? RULES[fault.code].summary;
  return new PlanError(
    'edit-refused',
    `The file cannot be edited: line ${place.line}, column ${place.column}: ${reason}`,
    {
      hints: [RULES[fault.code].hint],
      data: { code: fault.code, ...place },
    },
  );
}

/** A result over the limits is too large; any other that cannot be read is an edit gone wrong. */
function readEdited(text: string): Source {
  const split = splitFile(text);
  if (isFault(split) && split.code === 'front-matter-too-large') throw refuseSize();
  try {
    return readSource(text);
  } catch (cause) {
    throw new PlanError('edit-refused', 'The edit would leave a front matter that cannot be read.', {
      cause,
    });
  }
}

function refuseEdit(edit: FileEdit): PlanError {
  const fields = [...new Set([edit.set, edit.add, edit.remove].flatMap((part) => Object.keys(part ?? {})))];
  const message = `The way this file is written, changing ${fields.join(', ') || 'it'} would change other values as well.`;
  return new PlanError('edit-refused', message, { data: { fields } });
}

function refuseSize(): PlanError {
  const message =
    'With this edit the file would exceed 1 MiB, or its front matter 256 KiB or 2,000 lines; nothing was changed.';
  return new PlanError('file-too-large', message);
}

function requireSize(text: string): string {
  const isLarge = text.length * 3 > MAX_FILE_BYTES && countBytes(text) > MAX_FILE_BYTES;
  if (isLarge) throw refuseSize();
  return text;
}

function editFields(before: Source, edit: FileEdit): string {
  let source = before;
  const apply = (text: string) => {
    if (text !== source.text) source = readEdited(text);
  };
  for (const [key, value] of Object.entries(edit.set ?? {})) apply(setField(source, key, value));
  for (const [key, items] of Object.entries(edit.remove ?? {})) {
    for (const item of items) apply(removeItem(source, key, item));
  }
  for (const [key, items] of Object.entries(edit.add ?? {})) {
    for (const item of items) apply(addItem(source, key, item));
  }
  return source.text;
}

function editBody(body: string, edit: FileEdit, eol: string): string {
  const checked = edit.check === undefined ? body : checkCriteria(body, edit.check);
  const withResult = edit.result === undefined ? checked : setResult(checked, edit.result, eol);
  const notes = (edit.notes ?? []).filter((note) => note.text.trim() !== '');
  const edited = appendNotes(withResult, notes, eol);
  if (edited !== body) verifyBody(body, edited, { ...edit, notes });
  return edited;
}

function verifyBody(body: string, edited: string, edit: FileEdit): void {
  const before = readBody(body);
  const after = readBody(edited);
  const result = edit.result === undefined ? before.result : guardText(edit.result ?? '') || null;
  const added = (edit.notes ?? []).map((note) => formatNote(note).slice(2).replace(/^ {2}/gm, ''));
  const isSame =
    after.description.startsWith(before.description) &&
    after.result === result &&
    after.acceptanceCriteria.length === before.acceptanceCriteria.length &&
    isSamePlain(after.notes, [...before.notes, ...added]);
  if (!isSame) {
    const message =
      'The way the text of this file is written, the section could not be put in without changing others.';
    throw new PlanError('edit-refused', message, {
      hints: ['Look for an open fence, comment or HTML block in the text, close it, and call again.'],
    });
  }
}
