import { findNearest } from './suggest.ts';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export type SpecialistName =
  | { readonly name: string }
  /** Not a name, or too near a known one to be meant as a new one: `guess` is that one, or null. */
  | { readonly guess: string | null };

/**
 * Reads the name of a role. Names are open: any name of lower-case words joined by `-` will do, but one
 * that is nearly a known name is taken for a slip. Case, `_` and spaces do not matter.
 */
export function readSpecialistName(text: string, known: readonly string[]): SpecialistName {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
  if (known.includes(name)) return { name };
  const guess = findNearest(name, known);
  return guess === null && NAME.test(name) ? { name } : { guess };
}
