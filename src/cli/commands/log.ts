import type { Command } from 'commander';
import { type Edge, parseCount } from '../edge.ts';
import { parseChoice } from '../parse-choice.ts';
import { print } from '../print.ts';
import { LOG_FORMATS, LOG_REPORTERS, type LogFormat } from '../render/log.ts';

interface LogOptions {
  readonly limit?: number;
  readonly since?: string;
  readonly format: LogFormat;
}

export function registerLog(program: Command, edge: Edge): void {
  program
    .command('log [ref]')
    .description('Who changed what in a task, a plan or everything, commit by commit, newest first')
    .option('--limit <n>', 'at most so many changes of files; 50 unless given', parseCount)
    .option('--since <date|rev>', 'from this date on (2026-03-01), or after what this commit contains')
    .option(
      '--format <format>',
      LOG_FORMATS.join(', '),
      (text) => parseChoice(text, LOG_FORMATS, 'format'),
      'text' as const,
    )
    .action((reference: string | undefined, options: LogOptions) => log(edge, reference, options));
}

async function log(edge: Edge, reference: string | undefined, options: LogOptions): Promise<void> {
  const { limit, since, format } = options;
  const ports = await edge.open();
  const { readLog } = await import('../../app/read-log.ts');
  const answer = await readLog(ports, { reference, limit, since });
  const { json, quiet } = edge.globals();
  if (json || !quiet) print(LOG_REPORTERS[json ? 'json' : format](answer, edge.style()));
}
