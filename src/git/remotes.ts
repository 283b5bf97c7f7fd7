import { PlanError } from '../errors.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { readHead } from './refs.ts';
import { requireGit, splitRecords } from './run-git.ts';

/** A remote, and where the current branch goes there. */
export interface RemoteChoice {
  readonly name: string;
  /** Full name of the branch at the remote: the upstream where it is there, else the same name; null when HEAD is detached. */
  readonly branchRef: string | null;
}

/**
 * Finds the remote of that name; without a name the one that the current branch follows, else `origin`, else the
 * only one. Throws `remote-unknown`.
 */
export async function findRemote(location: RepositoryLocation, name: string | null): Promise<RemoteChoice> {
  const settings = await readSettings(location.root);
  const remotes = [
    ...new Set([...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? [])),
  ];
  const { branch } = readHead(location);
  const followed = branch === null ? undefined : settings.get(`branch.${branch}.remote`);
  const wanted =
    name ??
    [followed, 'origin', remotes.length === 1 ? remotes[0] : undefined].find(
      (candidate) => candidate !== undefined && remotes.includes(candidate),
    );
  if (wanted === undefined || !remotes.includes(wanted)) throw describeUnknown(wanted, remotes);
  if (branch === null) return { name: wanted, branchRef: null };
  const upstream = followed === wanted ? settings.get(`branch.${branch}.merge`) : undefined;
  return { name: wanted, branchRef: upstream ?? `refs/heads/${branch}` };
}

async function readSettings(root: string): Promise<ReadonlyMap<string, string>> {
  const records = splitRecords(await requireGit({ root, args: ['config', '--list', '-z'] }));
  return new Map(
    records.map((record) => {
      const end = record.indexOf('\n');
      return end === -1 ? [record, ''] : [record.slice(0, end), record.slice(end + 1)];
    }),
  );
}

function describeUnknown(wanted: string | undefined, remotes: readonly string[]): PlanError {
  const known = remotes.length === 0 ? 'This clone has no remote.' : `The remotes are ${remotes.join(', ')}.`;
  const message =
    wanted === undefined
      ? `Which remote is meant? ${known}`
      : `There is no remote ${JSON.stringify(wanted)}. ${known}`;
  const hint =
    remotes.length === 0
      ? 'Add one with `git remote add`.'
      : 'Name one of them: `--remote <name>`. A task comes first: `orc execute <task> --remote`.';
  return new PlanError('remote-unknown', message, { hints: [hint], data: { remotes } });
}
