import { findNearest } from '../suggest.ts';
import type { ReadSubtask } from './planned-subtask.ts';

/** The names by which the subtasks of a plan can be meant. */
export interface NameTable {
  /** Number of elements in the list. */
  readonly size: number;
  readonly byInputId: ReadonlyMap<string, readonly number[]>;
  readonly byTitle: ReadonlyMap<string, readonly number[]>;
  /** The nearest name or existing id; null when none is near, or too many guesses were asked for. */
  readonly guess: (word: string) => string | null;
}

/** A guess compares with every name: a plan with more wrong names than this gets no more of them. */
const MAX_GUESSES = 50;

/** Collects the names of the subtasks; null stands for an element that could not be read. */
export function createNameTable(
  subtasks: readonly (ReadSubtask | null)[],
  existingIds: Iterable<string>,
): NameTable {
  const byInputId = new Map<string, number[]>();
  const byTitle = new Map<string, number[]>();
  subtasks.forEach((subtask, index) => {
    if (subtask?.inputId != null) append(byInputId, subtask.inputId, index);
    if (subtask != null && subtask.title !== '') append(byTitle, subtask.title, index);
  });
  let guesses = 0;
  const guess = (word: string) => {
    if (++guesses > MAX_GUESSES) return null;
    return (
      findNearest(word, byInputId.keys()) ??
      findNearest(word, byTitle.keys()) ??
      findNearest(word, existingIds)
    );
  };
  return { size: subtasks.length, byInputId, byTitle, guess };
}

function append(table: Map<string, number[]>, name: string, index: number): void {
  const places = table.get(name);
  if (places === undefined) table.set(name, [index]);
  else places.push(index);
}
