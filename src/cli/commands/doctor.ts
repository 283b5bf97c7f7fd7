import type { Command } from 'commander';
import { cleanLine } from '../../core/clean-text.ts';
import type { Finding } from '../../core/doctor/finding.ts';
import { PlanError } from '../../errors.ts';
import { ask, canAsk } from '../ask.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { print } from '../print.ts';

interface DoctorOptions {
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly breakLock?: boolean;
}

export function registerDoctor(program: Command, edge: Edge): void {
  program
    .command('doctor')
    .description('Examine the repository and what lies around the plans; exit 1 when an error is found')
    .option(
      '--fix',
      'offer to repair each finding; without a terminal nothing is changed unless --yes is given',
    )
    .option('--yes', 'with --fix: repair without asking, except locks that may still be held')
    .option('--break-lock', 'with --fix: also remove locks whose holder cannot be judged from here')
    .action((options: DoctorOptions) => doctor(edge, options));
}

async function doctor(edge: Edge, options: DoctorOptions): Promise<void> {
  if (options.fix !== true && (options.yes === true || options.breakLock === true)) {
    throw new PlanError('usage', '--yes and --break-lock say how to fix, and need --fix.');
  }
  const { json, quiet } = edge.globals();
  const ports = await edge.open();
  const { diagnoseRepository } = await import('../../app/diagnose-repository.ts');
  const answer = await diagnoseRepository(ports, { confirm: (finding) => confirm(finding, options) });
  if (answer.error_count > 0) process.exitCode = EXIT_CODES.refused;
  if (json) print(`${JSON.stringify({ schema: 1, ...answer })}\n`);
  else if (quiet !== true || answer.error_count > 0) {
    const { renderDoctor } = await import('../render/doctor.ts');
    print(renderDoctor(answer, edge.style()));
  }
}

/** What may be somebody's is never removed for `--yes` alone: a person looks at the evidence, or the option names it. */
async function confirm(finding: Finding, { fix, yes, breakLock }: DoctorOptions): Promise<boolean> {
  if (fix !== true) return false;
  if (finding.guarded ? breakLock === true : yes === true) return true;
  if (yes === true || !canAsk()) return false;
  return ask(`${cleanLine(finding.message)}\n${cleanLine(finding.fix ?? '')}`);
}
