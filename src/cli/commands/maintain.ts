import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  ACTIONS,
  type MaintainAction,
  type MaintainAnswer,
  SCOPES,
  type ScopeName,
  VALIDATION_LEVELS,
  type ValidationLevel,
} from '../../app/maintain/answers.ts';
import { PlanError } from '../../errors.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { parseChoice } from '../parse-choice.ts';
import { print } from '../print.ts';
import { createAuditProgress } from '../render/audit-progress.ts';

interface MaintainOptions {
  readonly apply?: boolean;
  readonly level?: ValidationLevel;
  readonly scope?: ScopeName;
  readonly target?: string;
  readonly output?: string;
}

/** The one action that an option belongs to; `--scope` and `--target` belong to all. */
const ACTION_OF_OPTION = {
  apply: 'scan_cleanup',
  level: 'validate_structure',
  output: 'prepare_handover',
} as const satisfies Partial<Record<keyof MaintainOptions, MaintainAction>>;

export function registerMaintain(program: Command, edge: Edge): void {
  program
    .command('maintain <action>')
    .description('Upkeep: scan_cleanup, validate_structure, update_documentation or prepare_handover')
    .option('--apply', 'scan_cleanup: do what it shows')
    .option('--level <level>', `validate_structure: ${VALIDATION_LEVELS.join(', ')}`, (text) =>
      parseChoice(text, VALIDATION_LEVELS, 'level'),
    )
    .option('--output <path>', 'prepare_handover: write it to a new file')
    .option('--scope <scope>', SCOPES.join(', '), (text) => parseChoice(text, SCOPES, 'scope'))
    .option('--target <ref>', 'only this task or plan')
    .action((action: string, options: MaintainOptions) =>
      maintain(edge, parseChoice(action, ACTIONS, 'action'), options),
    );
}

async function maintain(edge: Edge, action: MaintainAction, options: MaintainOptions): Promise<void> {
  refuseForeignOptions(action, options);
  const { C, json, quiet } = edge.globals();
  const ports = await edge.open();
  const { maintainProject } = await import('../../app/maintain-project.ts');
  const progress = createAuditProgress(quiet !== true);
  const request = { ...options, onProgress: progress.show };
  const answer = await maintainProject(ports, action, request).finally(progress.clear);
  const hasErrors = answer.action === 'validate_structure' && answer.error_count > 0;
  if (hasErrors) process.exitCode = EXIT_CODES.refused;
  const written = options.output === undefined ? null : resolve(C ?? '.', options.output);
  if (written !== null) writeHandover(written, answer);
  if (json) print(`${JSON.stringify({ schema: 1, ...answer })}\n`);
  else if (quiet !== true || hasErrors) {
    const { renderMaintain } = await import('../render/maintain.ts');
    print(written === null ? renderMaintain(answer, edge.style()) : `Written to ${written}.\n`);
  }
}

function refuseForeignOptions(action: MaintainAction, options: MaintainOptions): void {
  for (const [option, owner] of Object.entries(ACTION_OF_OPTION)) {
    if (!(option in options) || owner === action) continue;
    throw new PlanError('usage', `--${option} has no meaning with ${action}; it belongs to ${owner}.`);
  }
}

/** A file that is there stays as it is. */
function writeHandover(path: string, answer: MaintainAnswer): void {
  if (answer.action !== 'prepare_handover') return;
  try {
    writeFileSync(path, answer.handover, { flag: 'wx' });
  } catch (cause) {
    throw new PlanError('usage', `The hand-over was not written: ${(cause as Error).message}.`, {
      hints: ['Name a file that does not exist yet, in a folder that does.'],
      cause,
    });
  }
}
