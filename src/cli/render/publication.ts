import type { Publication } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';

/** One line about a push. */
export function renderPublication({ remote, branch, claims_ended }: Publication): string {
  const ended = claims_ended.length === 0 ? '' : `, and ended the claims on ${claims_ended.join(', ')}`;
  return `pushed to ${cleanLine(branch)} at ${cleanLine(remote)}${ended}\n`;
}
