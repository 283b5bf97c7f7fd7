import { findNearest } from '../core/suggest.ts';
import { PlanError } from '../errors.ts';

/** One of the values that a field takes. Throws `input-invalid` with the nearest one. */
export function requireValue<Value extends string>(
  text: string,
  values: readonly Value[],
  field: string,
): Value {
  const value = values.find((known) => known === text);
  if (value !== undefined) return value;
  const nearest = findNearest(text, values);
  throw new PlanError('input-invalid', `"${text}" is not a ${field}.`, {
    hints: [...(nearest === null ? [] : [`Did you mean "${nearest}"?`]), `It takes ${values.join(', ')}.`],
    data: { field, value: text, values },
  });
}
