/**
 * The differences between two versions of a plan or task file, as plain values: what is told of a commit, of a pull
 * request and of a conflict comes from here, so that all of them mean the same by "changed".
 */
import { PLAN_FIELDS, TASK_FIELDS } from '../fields.ts';
import type { Artifact, WrittenPlan, WrittenTask } from '../task.ts';

/** One acceptance criterion, as the body has it. */
interface Criterion {
  readonly text: string;
  readonly done: boolean;
}

/** What the body of a file says, section by section. */
export interface WrittenBody {
  readonly description: string;
  readonly acceptanceCriteria: readonly Criterion[];
  readonly result: string | null;
  readonly notes: readonly string[];
}

export type FieldValue =
  | string
  | boolean
  | readonly string[]
  | readonly Artifact[]
  | readonly Criterion[]
  | null;

/** One value that differs; null on the side where the field is absent. */
export interface FieldChange {
  readonly field: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

type Written = WrittenTask | WrittenPlan;

/** The names of both tables, those of tasks first, each in the order of a new file. */
const FIELD_NAMES = [...new Set([...TASK_FIELDS, ...PLAN_FIELDS].map((field) => field.name))];

/** The names that the sections of a body go by in a change. */
const BODY_FIELDS = ['description', 'acceptance_criteria', 'result', 'notes'] as const;

/**
 * Finds the fields that differ, in the order of a new file; a missing version has no fields. No default is filled in,
 * and the order of a list says nothing.
 */
export function findFieldChanges(before: Written | null, after: Written | null): readonly FieldChange[] {
  return FIELD_NAMES.flatMap((field) => {
    const [from, to] = [readField(before, field), readField(after, field)];
    return isPlainlyEqual(from, to) || keyOf(from) === keyOf(to) ? [] : [{ field, from, to }];
  });
}

/** Finds the sections of the body that differ; an empty one counts as absent. */
export function findBodyChanges(
  before: WrittenBody | null,
  after: WrittenBody | null,
): readonly FieldChange[] {
  return BODY_FIELDS.flatMap((field) => {
    const [from, to] = [readSection(before, field), readSection(after, field)];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}

/** The items of a list that the other does not have, in their order. */
export function findMissingItems<Item>(items: readonly Item[], other: readonly Item[]): Item[] {
  if (isPlainlyEqual(items, other)) return [];
  const known = new Set(other.map(keyOf));
  return items.filter((item) => !known.has(keyOf(item)));
}

/** Spares most values the costlier comparison: the same text, or lists of the same texts in the same order. */
function isPlainlyEqual(from: unknown, to: unknown): boolean {
  if (from === to) return true;
  if (!Array.isArray(from) || !Array.isArray(to) || from.length !== to.length) return false;
  return from.every((item, index) => typeof item === 'string' && item === to[index]);
}

function readField(written: Written | null, field: string): FieldValue {
  // The tables name the keys of the two interfaces.
  const fields = written as Readonly<Record<string, FieldValue | undefined>> | null;
  return fields?.[field] ?? null;
}

function readSection(body: WrittenBody | null, field: (typeof BODY_FIELDS)[number]): FieldValue {
  const value = field === 'acceptance_criteria' ? body?.acceptanceCriteria : body?.[field];
  return value === undefined || value === null || value.length === 0 ? null : value;
}

/** Equal for equal values, whatever the order of a list and of the keys of an item. */
function keyOf(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...new Set(value.map(keyOf))].toSorted());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
