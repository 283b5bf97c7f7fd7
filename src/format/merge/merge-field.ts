/** Merges one field of a front matter: its lines, from the lines that the three sides have. */
import { isSetField, TASK_FIELDS } from '../../core/fields.ts';
import { isSamePlain } from '../plain-fields.ts';
import { isNull, toPlainValue } from '../raw-value.ts';
import { isRecordField, type Standing } from './merge-completion.ts';
import { mergeList } from './merge-list.ts';
import type { FieldBlock } from './read-side.ts';
import { mapSides, pickChange, type Sides } from './sides.ts';

/** A value on one line, with what stands before and after it on that line. */
interface Line {
  readonly before: string;
  readonly value: string;
  readonly after: string;
}

const SETS: ReadonlySet<string> = new Set(TASK_FIELDS.filter(isSetField).map(({ name }) => name));

/** The merged lines; empty when the field goes, null when both sides changed it differently. */
export function mergeField(
  key: string,
  field: Sides<FieldBlock | undefined>,
  standing: Standing,
): string | null {
  const texts = mapSides(field, (side) => side?.text ?? '');
  const picked = pickChange(texts);
  if (isRecordField(key)) {
    if (standing.isTorn && texts.ours !== texts.theirs) return null;
    const isSuperseded = key === 'status' || key === 'started_at';
    if (picked === undefined && standing.leader !== null && isSuperseded) return texts[standing.leader];
    if (picked === undefined && isListOfRecord(key) && !standing.isOneCompletion) return null;
  }
  if (picked !== undefined) return picked.value;
  return mergeLine(field) ?? mergeList({ field, isSet: SETS.has(key) });
}

function isListOfRecord(key: string): boolean {
  return key === 'commits' || key === 'artifacts';
}

/** A value, and the comment beside it, may be changed on one side each. */
function mergeLine(field: Sides<FieldBlock | undefined>): string | null {
  const lines = mapSides(field, readLine);
  const { base, ours, theirs } = lines;
  if (ours === null || theirs === null || field.ours === undefined || field.theirs === undefined) return null;
  const sides = { base: base ?? { before: '', value: '', after: '' }, ours, theirs };
  const before = pickChange(mapSides(sides, (line) => line.before));
  const after = pickChange(mapSides(sides, (line) => line.after));
  const value = pickSource(
    mapSides(sides, (line) => line.value),
    field,
  );
  if (before === undefined || after === undefined || value === null) return null;
  return before.value + value + after.value;
}

function readLine(field: FieldBlock | undefined): Line | null {
  if (field === undefined || field.value.kind !== 'scalar' || isNull(field.value)) return null;
  const { text, start, value } = field;
  const source = text.slice(value.start - start, value.end - start);
  if (source.includes('\n') || value.style === 'block') return null;
  return { before: text.slice(0, value.start - start), value: source, after: text.slice(value.end - start) };
}

/** Two spellings of one value are no quarrel: either will do, and which is taken does not depend on the side. */
function pickSource(sources: Sides<string>, field: Sides<FieldBlock | undefined>): string | null {
  const picked = pickChange(sources);
  if (picked !== undefined) return picked.value;
  const values = mapSides(field, (side) => (side === undefined ? undefined : toPlainValue(side.value)));
  if (isSamePlain(values.ours, values.theirs)) {
    return [sources.ours, sources.theirs].toSorted()[0] ?? null;
  }
  if (isSamePlain(values.base, values.ours)) return sources.theirs;
  return isSamePlain(values.base, values.theirs) ? sources.ours : null;
}
