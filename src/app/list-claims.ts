import type { ClaimsAnswer } from './answers.ts';
import { claimDocument } from './claims.ts';
import type { Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';
import { chooseRemote, refreshClaims, type WantedRemote } from './shared/choose-remote.ts';

export interface ClaimsRequest {
  /** Asks a remote first; without it, what it held when last asked. */
  readonly remote?: WantedRemote;
}

/** Every claim that this clone knows, expired ones too, by task. Throws `remote-unreachable`. */
export async function listClaims(
  ports: Ports,
  { remote: wanted }: ClaimsRequest = {},
): Promise<ClaimsAnswer> {
  const remote = wanted === undefined ? null : await chooseRemote(ports, wanted);
  if (remote !== null) await refreshClaims(ports, remote);
  const project = await readProject(ports);
  const describe = (claims: Iterable<Parameters<typeof claimDocument>[0]>) =>
    [...claims].map((claim) => claimDocument(claim, project.now)).sort((a, b) => (a.task < b.task ? -1 : 1));
  return {
    kind: 'claims',
    claims: describe([...project.claims.values()].filter(({ isOver }) => !isOver)),
    unpublished: describe(ports.git.readEndedClaims().values()),
    remote: remote?.name ?? null,
    ...reportProblems(project),
  };
}
