import { cleanLine } from '../clean-text.ts';

export type InputProblemCode =
  | 'bad-json'
  | 'not-a-list'
  | 'empty-plan'
  | 'not-an-object'
  | 'unknown-key'
  | 'wrong-type'
  | 'empty-title'
  | 'empty-text'
  | 'text-too-long'
  | 'unknown-priority'
  | 'unknown-complexity'
  | 'unknown-specialist'
  | 'duplicate-task-id'
  | 'bad-glob'
  | 'unknown-dependency'
  | 'ambiguous-dependency'
  | 'self-dependency'
  | 'dependency-cycle';

/** One thing that is wrong with a plan as it was submitted. */
export interface InputProblem {
  /** Where in the input: `subtasks[2].dependencies[0]`. */
  readonly path: string;
  readonly code: InputProblemCode;
  readonly message: string;
  readonly hint: string;
}

const MAX_QUOTED = 80;

/** Quotes text of the input for a message: on one line, without control characters, not too long. */
export function quote(text: string): string {
  const line = cleanLine(text);
  return line.length <= MAX_QUOTED ? `"${line}"` : `"${cleanLine(line.slice(0, MAX_QUOTED - 1))}…"`;
}

/** Phrases a guess as a sentence to put before a hint; empty without one. */
export function formatGuess(guess: string | null): string {
  return guess === null ? '' : `Did you mean ${quote(guess)}? `;
}

/** Says in words what kind of value something is. */
export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
