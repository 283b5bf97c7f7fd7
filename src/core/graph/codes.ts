/** The numbers that stand for statuses, states and priorities in the graph's columns. */
import { PRIORITIES, type Priority, STATES, STATUSES, type State, type Status } from '../task.ts';

/** In the status column: the file cannot be read, or its id is not unique. */
export const UNREADABLE_STATUS = 255;

export const STATUS_CODE = numberNames(STATUSES);
export const STATE_CODE = numberNames(STATES);
export const PRIORITY_CODE = numberNames(PRIORITIES);

/** Name of a state by its code. */
export function decodeState(code: number): State {
  return STATES[code] ?? 'unreadable';
}

/** Name of a status by its code; null for an unreadable file. */
export function decodeStatus(code: number): Status | null {
  return STATUSES[code] ?? null;
}

/** Name of a priority by its code. */
export function decodePriority(code: number): Priority {
  return PRIORITIES[code] ?? 'medium';
}

function numberNames<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Record<Name, number>;
}
