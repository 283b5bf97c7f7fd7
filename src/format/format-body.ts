import { guardText } from './guard-text.ts';

interface BodyParts {
  readonly description: string;
  readonly acceptanceCriteria: readonly string[];
}

const OWN_NAMES = ['result', 'notes'];
const OWN_NAMES_WITH_CRITERIA = [...OWN_NAMES, 'acceptance criteria'];

/** Writes the body of a new task; headings of the description that would pass for our sections are lowered. */
export function formatBody({ description, acceptanceCriteria }: BodyParts): string {
  const hasCriteria = acceptanceCriteria.length > 0;
  const text = guardText(description, new Set(hasCriteria ? OWN_NAMES_WITH_CRITERIA : OWN_NAMES));
  if (!hasCriteria) return text;
  const boxes = acceptanceCriteria.map((criterion) => `- [ ] ${criterion.trim().replace(/\s+/g, ' ')}`);
  const section = `## Acceptance criteria\n\n${boxes.join('\n')}`;
  return text === '' ? section : `${text}\n\n${section}`;
}
