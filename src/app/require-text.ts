import { PlanError } from '../errors.ts';

/** The text without space around it. Throws `input-invalid` when nothing is left. */
export function requireText(text: string | undefined, name: string, why: string): string {
  const trimmed = text?.trim() ?? '';
  if (trimmed !== '') return trimmed;
  throw new PlanError('input-invalid', `${name} is empty.`, { hints: [why], data: { field: name } });
}
