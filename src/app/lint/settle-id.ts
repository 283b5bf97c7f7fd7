import { isTaskId } from '../../core/identifier.ts';
import { editFile } from '../../format/edit-file.ts';
import type { Repair } from '../../format/lint/repair-fields.ts';
import { readSource } from '../../format/lint/verified-edit.ts';
import { type PlainValue, toPlainObject } from '../../format/raw-value.ts';
import type { PlanFile } from './plan-file.ts';

/** What has to be known of the other files to settle an id. */
export interface IdRules {
  isReferenced(name: string): boolean;
  /** Takes an id for a file; false when another has it. */
  claim(id: string): boolean;
  /** A new id with this text as its slug. */
  create(slug: string): Promise<string>;
}

export interface SettledId {
  readonly id: string;
  readonly text: string;
  /** What else the file was called until now. */
  readonly aliases: readonly string[];
  readonly repairs: readonly Repair[];
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Makes the id and the name of a file agree, where it is certain which of them is right: a good id wins over
 * a name that nobody refers to, a good name over an id that is none, and when neither is good there is a new
 * one. Null when it is not certain.
 */
export async function settleId(text: string, file: PlanFile, rules: IdRules): Promise<SettledId | null> {
  const fields = toPlainObject(readSource(text)?.entries ?? []);
  const written = asText(fields.id);
  if (isTaskId(written)) return keepId(text, file, written, rules);
  const id = isTaskId(file.id) ? file.id : await rules.create(nameSlug(file.id, asText(fields.title)));
  const isNew = written === '';
  const needsStatus = isNew && file.kind === 'task' && (fields.status ?? null) === null;
  const code = isNew ? 'missing-id' : 'bad-id';
  return {
    id,
    text: editFile(text, { set: { id, ...(needsStatus ? { status: 'pending' } : {}) } }),
    aliases: [written, file.id].filter((name) => name !== '' && name !== id),
    repairs: [{ code, message: describe(file, id, written) }],
  };
}

function keepId(text: string, file: PlanFile, id: string, rules: IdRules): SettledId | null {
  if (id === file.id) return { id, text, aliases: [], repairs: [] };
  if (rules.isReferenced(file.id) || !rules.claim(id)) return null;
  const message = `Renamed ${describePlace(file)} to its id; it was called "${file.id}".`;
  return { id, text, aliases: [], repairs: [{ code: 'id-mismatch', message }] };
}

function describe(file: PlanFile, id: string, written: string): string {
  const old = written === '' ? '' : ` for "${written}"`;
  const renamed = id === file.id ? '' : `, and renamed ${describePlace(file)} from "${file.id}"`;
  return `Gave it the id ${id}${old}${renamed}.`;
}

function describePlace({ kind }: PlanFile): string {
  return kind === 'plan' ? 'the folder' : 'the file';
}

/** A name that reads like a slug stays recognisable; any other gives way to the title. */
function nameSlug(name: string, title: string): string {
  const slug = name.toLowerCase().replaceAll('_', '-');
  return SLUG.test(slug) ? slug : title;
}

function asText(value: PlainValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
