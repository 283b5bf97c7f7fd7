import { cleanLine } from './clean-text.ts';
import { shorten } from './markdown.ts';

/** Longer labels are cut. */
export const MAX_LABEL = 60;

/** Everything but letters, digits and plain punctuation becomes a numeric entity, which Mermaid shows as text. */
export function escapeLabel(text: string): string {
  const short = shorten(cleanLine(text), MAX_LABEL);
  return [...short]
    .map((c) => (/[\p{L}\p{N}\p{M} .,_+/…✓–-]/u.test(c) ? c : `#${c.codePointAt(0)};`))
    .join('');
}
