import { isSamePlain } from '../plain-fields.ts';
import type { PlainValue } from '../raw-value.ts';
import { compareStandings, isRecordField } from './merge-completion.ts';
import { pickChange, type Sides } from './sides.ts';

type Fields = Readonly<Record<string, PlainValue>>;
type Value = PlainValue | undefined;

/**
 * Whether merged fields are what a merge may make of three: what changed on one side is as there, and what both
 * changed is a value of one side or a list of items of both. Works on values alone: the other half of the
 * verification of a merge of lines.
 */
export function isSound(sides: Sides<Fields>, merged: Fields): boolean {
  const keys = new Set([...Object.keys(sides.ours), ...Object.keys(sides.theirs), ...Object.keys(merged)]);
  const { leader } = compareStandings(sides);
  return [...keys].every((key) => {
    const value = { base: sides.base[key], ours: sides.ours[key], theirs: sides.theirs[key] };
    const picked = pickChange<Value>(value, isSamePlain);
    if (picked !== undefined) return isSamePlain(merged[key], picked.value);
    if (isUnion(value, merged[key])) return true;
    return leader !== null && isRecordField(key) && isSamePlain(merged[key], value[leader]);
  });
}

function isUnion({ base, ours, theirs }: Sides<Value>, merged: Value): boolean {
  const [before, left, right, result] = [base, ours, theirs, merged].map(readList);
  if (before == null || left == null || right == null || result == null) return false;
  const wanted = [...left, ...right].filter((item) => {
    const isKept = has(left, item) && has(right, item);
    return isKept || !has(before, item);
  });
  return wanted.every((item) => has(result, item)) && result.every((item) => has(wanted, item));
}

function readList(value: Value): readonly PlainValue[] | null {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : null;
}

function has(list: readonly PlainValue[], item: PlainValue): boolean {
  return list.some((other) => isSamePlain(other, item));
}
