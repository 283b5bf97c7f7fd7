/**
 * What belongs together: a status, and the record of the completion that it speaks of. Two records are
 * never mixed, because each is true only as a whole.
 */
import type { PlainValue } from '../raw-value.ts';
import { pickChange, type Sides } from './sides.ts';

export interface Standing {
  /** Both sides have moved the task to where the other has not: a person has to say which record holds. */
  readonly isTorn: boolean;
  /** Whose status is further along the same way, when both have moved it. */
  readonly leader: 'ours' | 'theirs' | null;
  /** Whether both sides speak of one completion, or of none. */
  readonly isOneCompletion: boolean;
}

type Fields = Readonly<Record<string, PlainValue>>;

const LADDER: readonly PlainValue[] = ['pending', 'in_progress', 'completed'];

/** The fields of the record. */
const RECORD: readonly string[] = [
  'status',
  'reason',
  'started_at',
  'completed_at',
  'completed_by',
  'completion',
  'commits',
  'artifacts',
];

/** Whether a field is part of what a status and its completion record. */
export function isRecordField(key: string): boolean {
  return RECORD.includes(key);
}

/** Compares how far each side has come. */
export function compareStandings({ base, ours, theirs }: Sides<Fields>): Standing {
  const status = { base: readStatus(base), ours: readStatus(ours), theirs: readStatus(theirs) };
  const completion = {
    base: base.completion ?? null,
    ours: ours.completion ?? null,
    theirs: theirs.completion ?? null,
  };
  const leader = pickChange(status) === undefined ? findLeader(status) : null;
  const isStatusOpen = pickChange(status) === undefined && leader === null;
  return {
    isTorn: isStatusOpen || pickChange(completion) === undefined,
    leader,
    isOneCompletion: completion.ours === completion.theirs,
  };
}

function findLeader(status: Sides<PlainValue>): 'ours' | 'theirs' | null {
  const [base, ours, theirs] = [status.base, status.ours, status.theirs].map((one) => LADDER.indexOf(one));
  if (base === undefined || ours === undefined || theirs === undefined) return null;
  if (base === -1 || ours <= base || theirs <= base) return null;
  return ours > theirs ? 'ours' : 'theirs';
}

function readStatus(fields: Fields): PlainValue {
  return fields.status ?? 'pending';
}
