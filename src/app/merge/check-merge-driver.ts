import type { Ports } from '../ports.ts';
import { ATTRIBUTES_PATH, namesMergeDriver } from './merge-attributes.ts';

export interface MergeDriverState {
  /** Whether `.gitattributes` gives the files under `.tasks/` to the driver: so for everybody. */
  readonly isNamed: boolean;
  /** Whether git knows in this clone what to run for it. Named and not configured, git merges text. */
  readonly isConfigured: boolean;
}

/** How far `orc init --merge-driver` has come, here and in the repository. */
export async function checkMergeDriver(ports: Pick<Ports, 'git' | 'scaffold'>): Promise<MergeDriverState> {
  return {
    isNamed: namesMergeDriver(ports.scaffold.readText(ATTRIBUTES_PATH)),
    isConfigured: (await ports.git.readMergeDriver()) !== null,
  };
}
