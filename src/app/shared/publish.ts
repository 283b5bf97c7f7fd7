import type { Claim } from '../../core/task.ts';
import type { Publication } from '../answers.ts';
import type { Ports } from '../ports.ts';
import { type Project, taskAt } from '../project.ts';

/**
 * Pushes the branch, and in the same step ends the shared claims whose results it holds: all or nothing, so that
 * who was taken over publishes nothing. Without any such claim it only pushes the branch. Throws `claim-lost`,
 * `remote-refused`, `remote-unreachable`.
 */
export async function publishResults(
  ports: Ports,
  project: Project,
  wanted: string | null,
): Promise<readonly Publication[]> {
  const claims = await listPublishable(ports, project);
  const named = new Set(claims.flatMap(({ shared }) => (shared === null ? [] : [shared.remote])));
  const remotes: readonly (string | null)[] = named.size === 0 || wanted !== null ? [wanted] : [...named];
  const publications: Publication[] = [];
  for (const name of remotes) {
    const remote = await ports.git.openRemote(name);
    const own = claims.filter(({ shared }) => shared?.remote === remote.name);
    const { branch } = await remote.publish({ claims: own });
    for (const claim of own) await ports.git.forgetEndedClaim(claim);
    publications.push({ remote: remote.name, branch, claims_ended: own.map(({ task }) => task) });
  }
  return publications;
}

/** Claims that are over, of tasks whose end is in a commit of this branch. */
async function listPublishable(ports: Ports, project: Project): Promise<Claim[]> {
  const ended = ports.git.readEndedClaims();
  if (ended.size === 0) return [];
  const uncommitted = new Set((await ports.git.findUncommitted()).map(({ path }) => path));
  return [...ended.values()].filter((claim) => {
    const node = project.nodeOf.get(claim.task);
    const task = node === undefined ? null : taskAt(project, node);
    if (task === null || uncommitted.has(task.path)) return false;
    return task.status !== 'pending' && task.status !== 'in_progress';
  });
}
