import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { print } from '../print.ts';
import { createAuditProgress } from '../render/audit-progress.ts';

interface AuditOptions {
  readonly relink?: boolean;
  readonly plan?: string;
}

export function registerAudit(program: Command, edge: Edge): void {
  program
    .command('audit')
    .description('Verify what completed tasks recorded against the history; exit 1 when something is lost')
    .option('--relink', 'update recorded commits that were rewritten or squashed')
    .option('--plan <plan>', 'only tasks of this plan')
    .action((options: AuditOptions) => audit(edge, options));
}

async function audit(edge: Edge, { relink, plan }: AuditOptions): Promise<void> {
  const { json, quiet } = edge.globals();
  const ports = await edge.open();
  const { auditCompletions } = await import('../../app/audit-completions.ts');
  const progress = createAuditProgress(quiet !== true);
  const request = { relink, plan, onProgress: progress.show };
  const answer = await auditCompletions(ports, request).finally(progress.clear);
  if (answer.lost > 0) process.exitCode = EXIT_CODES.refused;
  if (json) print(`${JSON.stringify({ schema: 1, ...answer })}\n`);
  else if (quiet !== true || answer.lost > 0) {
    const { renderAudit } = await import('../render/audit.ts');
    print(renderAudit(answer, edge.style()));
  }
}
