import type { FieldSpec } from '../core/fields.ts';
import type { RuleCode } from '../core/rules.ts';
import type { RawValue } from './raw-value.ts';

/** What is wrong with one value, at an offset of the file. */
export interface Complaint {
  readonly code: RuleCode;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** A typed value, or nothing when there were errors in it. */
export interface Typed {
  readonly value?: unknown;
  readonly complaints: readonly Complaint[];
}

export const NOTHING: Typed = { complaints: [] };

/** A complaint about a value of the wrong kind, naming both kinds. */
export function complainOfType(field: FieldSpec, wanted: string, value: RawValue): Typed {
  const kinds = { scalar: 'a single value', list: 'a list', map: 'a mapping' };
  const message = `"${field.name}" takes ${wanted}, and ${kinds[value.kind]} is given.`;
  return { complaints: [{ code: 'wrong-type', offset: value.start, message }] };
}
