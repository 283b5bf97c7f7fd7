import type { ClaimRemote, Ports } from '../ports.ts';

/** `true`: the usual remote; `false`: none, whatever the settings say; undefined: what the settings say. */
export type WantedRemote = string | boolean | undefined;

/** The remote through which a claim is to be shared, or null. Throws `remote-unknown`. */
export async function chooseRemote(ports: Ports, wanted: WantedRemote): Promise<ClaimRemote | null> {
  if (wanted === false) return null;
  const { remote } = ports.settings.readConfig();
  if (wanted === undefined && remote === null) return null;
  return ports.git.openRemote(typeof wanted === 'string' ? wanted : remote);
}

/** Has this clone know what a remote holds now, and forgets ended claims that are gone there. Throws `remote-unreachable`. */
export async function refreshClaims(ports: Ports, remote: ClaimRemote): Promise<void> {
  await remote.fetchClaims();
  for (const claim of ports.git.readEndedClaims().values()) {
    if (claim.shared?.remote === remote.name && claim.seenOid !== claim.oid) {
      await ports.git.forgetEndedClaim(claim);
    }
  }
}
