import { findNearest } from '../core/suggest.ts';
import { PlanError } from '../errors.ts';

/** One of the values that an option takes. Throws `usage` with the nearest one. */
export function parseChoice<Value extends string>(
  text: string,
  values: readonly Value[],
  what: string,
): Value {
  const value = values.find((known) => known === text);
  if (value !== undefined) return value;
  const nearest = findNearest(text, values);
  throw new PlanError('usage', `"${text}" is not a ${what}.`, {
    hints: [...(nearest === null ? [] : [`Did you mean "${nearest}"?`]), `It takes ${values.join(', ')}.`],
  });
}
