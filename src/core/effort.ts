import type { Complexity } from './task.ts';

const HOURS_BY_COMPLEXITY: Readonly<Record<Complexity, number>> = {
  trivial: 1,
  simple: 2,
  moderate: 4,
  complex: 8,
  very_complex: 16,
};
const HOURS_BY_UNIT = [40, 8, 1, 1 / 60] as const;
const AMOUNT = String.raw`(\d{1,6}(?:\.\d{1,6})?)`;
const DURATION = new RegExp(
  `^(?:${AMOUNT} ?w)?(?: ?${AMOUNT} ?d)?(?: ?${AMOUNT} ?h)?(?: ?${AMOUNT} ?m)?$`,
  'i',
);

/** Reads a duration (`30m`, `1.5h`, `2d` of 8 h, `1w` of 5 d, `1d 4h`) as hours; null for other text. */
export function parseEffort(text: string): number | null {
  const trimmed = text.trim();
  const match = trimmed === '' ? null : DURATION.exec(trimmed);
  if (match === null) return null;
  return HOURS_BY_UNIT.reduce((hours, perUnit, index) => hours + Number(match[index + 1] ?? 0) * perUnit, 0);
}

/** Weight of a task on the critical path, in hours: its effort if that is a duration, else by complexity. */
export function deriveWeightHours(effort: string | null, complexity: Complexity): number {
  const hours = effort === null ? null : parseEffort(effort);
  return hours ?? HOURS_BY_COMPLEXITY[complexity];
}
