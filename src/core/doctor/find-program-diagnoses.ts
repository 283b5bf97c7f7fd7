import type { Condition } from './condition.ts';
import { type Diagnosis, diagnose } from './finding.ts';

const OLDEST_NODE = [20, 19];
const OLDEST_GIT = [2, 39];

/** Clocks of two machines are never quite the same; this much is more than that. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** The programs themselves, who commits, what was installed into the repository, and the clock. */
export function findProgramDiagnoses({ repository, disk, nowMs, isDriverUnset }: Condition): Diagnosis[] {
  const { gitVersion, identityFault, headAtMs, parts } = repository;
  const found: Diagnosis[] = [];
  if (gitVersion === null) {
    found.push(diagnose('git-unusable', { subject: 'git', message: 'git could not be started.' }));
  } else if (isOlder(gitVersion, OLDEST_GIT)) {
    found.push(diagnose('git-unusable', { subject: 'git', message: `This is ${gitVersion}.` }));
  }
  if (isOlder(disk.nodeVersion, OLDEST_NODE)) {
    found.push(diagnose('node-too-old', { subject: 'node', message: `This is Node ${disk.nodeVersion}.` }));
  }
  if (identityFault !== null) {
    const message = `git does not know who commits here: ${identityFault}`;
    found.push(diagnose('identity-missing', { subject: 'user.name, user.email', message }));
  }
  for (const { name, missing } of parts) {
    if (missing === null) continue;
    const message = `${name} starts ${missing}, which is not there.`;
    found.push(diagnose('part-without-program', { subject: name, message }));
  }
  if (isDriverUnset) found.push(diagnose('driver-unset', { subject: '.gitattributes' }));
  if (disk.readOnlyCodeFolder !== null) {
    found.push(diagnose('code-folder-read-only', { subject: disk.readOnlyCodeFolder }));
  }
  if (headAtMs !== null && headAtMs - nowMs > CLOCK_TOLERANCE_MS) {
    const [head, now] = [headAtMs, nowMs].map((ms) => new Date(ms).toISOString());
    const message = `HEAD was committed at ${head}; the clock says ${now}.`;
    found.push(diagnose('clock-behind', { subject: 'clock', message }));
  }
  return found;
}

/** Compares the first numbers of a version text; a text without any counts as older. */
function isOlder(text: string, [major = 0, minor = 0]: readonly number[]): boolean {
  const match = /(\d+)\.(\d+)/.exec(text);
  const found = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)] as const;
  return found[0] < major || (found[0] === major && found[1] < minor);
}
