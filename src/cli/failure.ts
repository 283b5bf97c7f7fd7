import { CommanderError } from 'commander';
import { cleanText } from '../core/clean-text.ts';
import { PlanError } from '../errors.ts';
import { EXIT_CODES } from './exit.ts';
import type { Style } from './render/style.ts';

/** Makes a `PlanError` of whatever was thrown: a usage error of the parser, or a defect of ours. */
export function asPlanError(thrown: unknown, help: () => string): PlanError {
  if (thrown instanceof PlanError) return thrown;
  if (thrown instanceof CommanderError && thrown.code === 'commander.help') {
    return new PlanError('usage', `No command was given.\n\n${help().trim()}`, { cause: thrown });
  }
  if (thrown instanceof CommanderError) {
    return new PlanError('usage', thrown.message.replace(/^error: /, ''), { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new PlanError('internal', message, { cause: thrown });
}

/** Text of a failure for people; the exit code goes with it. */
export function renderFailure(error: PlanError, style: Style): string {
  const lines = [`${style.red('error')}: ${cleanText(error.message)} ${style.dim(`[${error.code}]`)}`];
  for (const hint of error.hints) lines.push(`${style.dim('hint')}: ${cleanText(hint)}`);
  if (error.kind === 'bug' && error.cause instanceof Error && error.cause.stack) {
    lines.push(style.dim(cleanText(error.cause.stack)));
  }
  return `${lines.join('\n')}\n`;
}

export function exitCodeOf(error: PlanError): number {
  return EXIT_CODES[error.kind];
}
