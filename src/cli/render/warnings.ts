import { cleanLine } from '../../core/clean-text.ts';
import type { Style } from './style.ts';

/** What was asked for and could not be done, a line each; empty when there is nothing of the kind. */
export function renderWarnings(warnings: readonly string[], style: Style): string {
  return warnings.map((warning) => `${style.yellow('warning')}: ${cleanLine(warning)}\n`).join('');
}
