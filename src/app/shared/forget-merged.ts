import { parseTaskFile } from '../../format/parse-file.ts';
import type { Ports } from '../ports.ts';
import { type Project, taskAt } from '../project.ts';

/** Forgets the ended claims of tasks that no work tree of this clone shows as open any more. */
export async function forgetMerged(ports: Ports, project: Project): Promise<void> {
  for (const claim of ports.git.readEndedClaims().values()) {
    const node = project.nodeOf.get(claim.task);
    const task = claim.shared !== null || node === undefined ? null : taskAt(project, node);
    if (task === null || isOpen(task.status)) continue;
    const elsewhere = ports.readElsewhere(task.path);
    if (elsewhere.every((text) => text === null || !isOpenIn(text, claim.task))) {
      await ports.git.forgetEndedClaim(claim);
    }
  }
}

function isOpenIn(text: string, id: string): boolean {
  const { written } = parseTaskFile({ bytes: new TextEncoder().encode(text), path: '', id });
  return written === null || isOpen(written.status ?? 'pending');
}

function isOpen(status: string): boolean {
  return status === 'pending' || status === 'in_progress';
}
