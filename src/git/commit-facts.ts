import { PlanError } from '../errors.ts';
import { type CommitSettings, readCommitSettings } from './commit-settings.ts';
import { requireGitVersion } from './git-version.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

/** Variables of the environment by which author and committer can differ. */
const PERSONAL = /^GIT_(?:AUTHOR|COMMITTER)_/;

/** What git says about commits here; it stays the same while one request is served. */
export interface CommitFacts {
  readonly settings: CommitSettings;
  readonly author: Identity;
  readonly committer: Identity;
}

interface Identity {
  /** Name and address as a commit has them: bytes of any encoding, a `latin1` character each. */
  readonly who: string;
  /** Seconds since 1970, when the environment sets the time. */
  readonly seconds: string | null;
  readonly zone: string;
}

/** Asks git for all of it. Throws `git-missing`, `git-too-old` or `identity-missing`. */
export async function readCommitFacts(location: RepositoryLocation): Promise<CommitFacts> {
  const [settings] = await Promise.all([readCommitSettings(location), requireGitVersion(location)]);
  const isOther = settings.hasTwoIdentities || Object.keys(process.env).some((name) => PERSONAL.test(name));
  const plain = isOther ? null : plainIdentity(settings);
  const committer = plain ?? (await readIdentity(location.root, 'COMMITTER'));
  const author = isOther ? await readIdentity(location.root, 'AUTHOR') : committer;
  return { author, committer, settings };
}

/** Text that git takes into a commit as it is: it strips such characters from both ends, and angle brackets everywhere. */
const PLAIN = /^(?![\s.,:;"\\'])[^\0-\x1f<>\ufffd]+(?<![\s.,:;"\\'])$/;
/** Unset, or a name of the time zone database: what the C library makes of other texts only git can tell. */
const ZONE_NAME = /^(?:[A-Za-z_]+(?:\/[A-Za-z_+-]+)*)?$/;

/** What `git var` would say of an ordinary user; null for all others, and when nothing is set. */
function plainIdentity({ userName, userEmail }: CommitSettings): Identity | null {
  if (userName === null || userEmail === null || !ZONE_NAME.test(process.env.TZ ?? '')) return null;
  if (!PLAIN.test(userName) || !PLAIN.test(userEmail)) return null;
  const who = Buffer.from(`${userName} <${userEmail}>`).toString('latin1');
  return { who, seconds: null, zone: formatZone(-new Date().getTimezoneOffset()) };
}

function formatZone(minutes: number): string {
  const digits = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(size / 60)}${digits(size % 60)}`;
}

/** The line of a commit that names somebody: name, address, seconds since 1970 and zone. */
export function formatIdentity({ who, seconds, zone }: Identity, now: Date): string {
  return `${who} ${seconds ?? Math.floor(now.getTime() / 1000)} ${zone}`;
}

async function readIdentity(root: string, role: 'AUTHOR' | 'COMMITTER'): Promise<Identity> {
  const args = ['var', `GIT_${role}_IDENT`];
  const { status, stdout, stderr } = await runGit({ root, args });
  const [, who, seconds, zone] = /^(.*>) (\d+) ([+-]\d+)\n$/s.exec(stdout.toString('latin1')) ?? [];
  if (status !== 0 || who === undefined || seconds === undefined || zone === undefined) {
    throw new PlanError('identity-missing', `git does not know who commits here: ${lastLine(stderr)}`, {
      data: { stderr },
    });
  }
  return { who, zone, seconds: process.env[`GIT_${role}_DATE`] ? seconds : null };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
