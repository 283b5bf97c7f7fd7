/** Names and words that other tools, and people, use for ours: those whose meaning is certain. */
import type { FieldSpec } from './fields.ts';

/** The field that a name stands for in other letters or by a known alias, or null. A known name stands for itself. */
export function readForeignField(name: string, fields: Iterable<FieldSpec>): string | null {
  const normal = normalize(name);
  for (const field of fields) {
    if (field.name === normal || field.aliases?.includes(normal)) return field.name;
  }
  return null;
}

/** The value of an enum field that a word stands for (`Done` for `completed`), or null. */
export function readForeignValue({ values = [], valueAliases = {} }: FieldSpec, word: string): string | null {
  const normal = normalize(word);
  if (values.includes(normal)) return normal;
  return Object.hasOwn(valueAliases, normal) ? (valueAliases[normal] ?? null) : null;
}

function normalize(text: string): string {
  return text.trim().toLowerCase().replace(/[ -]+/g, '_');
}
