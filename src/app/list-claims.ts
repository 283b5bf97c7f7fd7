import type { ClaimsAnswer } from './answers.ts';
import { claimDocument } from './claims.ts';
import type { Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';

/** Every claim of this clone, expired ones too, by task. */
export async function listClaims(ports: Ports): Promise<ClaimsAnswer> {
  const project = await readProject(ports);
  const claims = [...project.claims.values()].map((claim) => claimDocument(claim, project.now));
  return {
    kind: 'claims',
    claims: claims.sort((a, b) => (a.task < b.task ? -1 : 1)),
    ...reportProblems(project),
  };
}
