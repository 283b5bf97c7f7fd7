/** The parameter shapes that several tools share. */
import { z } from 'zod';

/** A list of paths or revisions; one alone, or the list as JSON text, is taken for the list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(asList, z.array(item));
}

function asList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const parsed = value.trimStart().startsWith('[') ? parseJson(value) : undefined;
  return Array.isArray(parsed) ? parsed : [value];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The names of the parameters that a call gives. */
export function namesGiven(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
