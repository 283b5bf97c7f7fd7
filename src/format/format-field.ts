/** Writes one field as lines of front matter: scalars on one line, lists in block form. */
import { type FieldSpec, isSetField } from '../core/fields.ts';
import type { Artifact } from '../core/task.ts';
import { formatBlock, formatScalar, normalizeText } from './format-scalar.ts';

export type FieldValue = string | boolean | readonly string[] | readonly Artifact[];

/** Whether a value is a list with nothing in it, which is written by leaving the field out. */
export function isEmptyList(value: FieldValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** How the lines of a field are laid out. */
interface FieldLayout {
  /** What stands before the key. */
  readonly indent: string;
  readonly eol: string;
  /** Leaves out literal blocks, which would swallow an indented comment below them. */
  readonly isOneLine?: boolean;
}

/** What stands after `key:`, on the same line (with its space) and on lines of its own. */
export function formatFieldValue(value: FieldValue, layout: FieldLayout): string {
  if (typeof value === 'boolean') return ` ${value}`;
  if (typeof value === 'string') return ` ${formatText(normalizeText(value), layout)}`;
  return value.map((item) => `${layout.eol}${formatItem(item, layout)}`).join('');
}

function formatText(text: string, { indent, eol, isOneLine }: FieldLayout): string {
  const block = isOneLine === true ? null : formatBlock(text, `${indent}  `, eol);
  return block ?? formatScalar(text);
}

function formatItem(item: string | Artifact, { indent, eol }: FieldLayout): string {
  if (typeof item === 'string') return `${indent}  - ${formatScalar(normalizeText(item))}`;
  return `${indent}  - path: ${formatScalar(item.path)}${eol}${indent}    ${formatContent(item)}`;
}

function formatContent(artifact: Artifact): string {
  if ('blob' in artifact) return `blob: ${formatScalar(artifact.blob)}`;
  if ('tree' in artifact) return `tree: ${formatScalar(artifact.tree)}`;
  return 'deleted: true';
}

/** Brings a list that is a set into its written order: no duplicates, by code unit. */
export function sortSet(field: FieldSpec, value: FieldValue): FieldValue {
  if (!isSetField(field) || !Array.isArray(value)) return value;
  return [...new Set(value.filter((item) => typeof item === 'string'))].sort();
}
