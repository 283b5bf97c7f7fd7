import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit, splitRecords } from './run-git.ts';

/** What the user's configuration says about commits. */
export interface CommitSettings {
  readonly sign: boolean;
  /** Absolute folder of the hooks; null when only git can tell, so that git is asked for each hook. */
  readonly hooksFolder: string | null;
  /** `user.name` and `user.email` as they are written, or null. */
  readonly userName: string | null;
  readonly userEmail: string | null;
  /** Whether author and committer may be two people. */
  readonly hasTwoIdentities: boolean;
  /** Options that make objects and refs durable, unless the user decided otherwise: git's default syncs neither when it commits. */
  readonly durability: readonly string[];
}

const DURABLE = ['-c', 'core.fsync=committed,reference'];

/** Reads the settings with one call to git. */
export async function readCommitSettings(location: RepositoryLocation): Promise<CommitSettings> {
  const values = await readSettings(location);
  return {
    sign: isTrue(values.get('commit.gpgsign')),
    hooksFolder: resolveHooksFolder(location, values),
    userName: values.get('user.name') ?? null,
    userEmail: values.get('user.email') ?? null,
    hasTwoIdentities: [...values.keys()].some((key) => /^(?:author|committer)\./.test(key)),
    durability: values.has('core.fsync') ? [] : DURABLE,
  };
}

/** Every setting that holds here, by its key; the section and the last part of a key are in lower case. */
export async function readSettings({ root }: RepositoryLocation): Promise<ReadonlyMap<string, string>> {
  const records = splitRecords(await requireGit({ root, args: ['config', '--list', '-z'] }));
  return new Map(records.map(splitSetting));
}

/** A key without `=` in the config file comes without a value, which means true. */
function splitSetting(record: string): [key: string, value: string] {
  const end = record.indexOf('\n');
  return end === -1 ? [record, 'true'] : [record.slice(0, end), record.slice(end + 1)];
}

/** As git reads a boolean: yes, on, true or a number other than zero. */
export function isTrue(value: string | undefined): boolean {
  if (value === undefined) return false;
  return (
    /^(?:true|yes|on)$/i.test(value) || (/^[+-]?\d+[kmg]?$/i.test(value) && Number.parseInt(value, 10) !== 0)
  );
}

/** Absolute folder of the hooks; null when only git can tell. */
export function resolveHooksFolder(
  location: RepositoryLocation,
  values: ReadonlyMap<string, string>,
): string | null {
  if ([...values.keys()].some((key) => key.startsWith('hook.'))) return null;
  const path = values.get('core.hookspath');
  if (path === undefined) return join(location.commonDir, 'hooks');
  if (path.startsWith('~/')) return join(homedir(), path.slice(2));
  return path === '' || path.startsWith('~') || path.startsWith('%(') ? null : resolve(location.root, path);
}
