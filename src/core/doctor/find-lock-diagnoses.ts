import type { Condition, LockFact } from './condition.ts';
import { type Diagnosis, diagnose } from './finding.ts';

/** Locks that are there. Age proves nothing; what counts is whether the holder, or any process of git, is alive. */
export function findLockDiagnoses({ disk, gitProcesses }: Condition): Diagnosis[] {
  return disk.locks.map((lock) => diagnoseLock(lock, gitProcesses));
}

function diagnoseLock(lock: LockFact, processes: Condition['gitProcesses']): Diagnosis {
  const { path, since, holder, state } = lock;
  const repair = { does: 'break-lock', lock } as const;
  if (holder === null) return diagnoseNameless(lock, processes);
  const held = `${path} was taken by process ${holder.pid} on ${holder.host} at ${since}`;
  switch (state) {
    case 'alive':
      return diagnose('lock-in-use', { subject: path, message: `${held}, and that process is alive.` });
    case 'dead': {
      const fix = {
        text: `Take it over and recover what the process left.`,
        repair: { does: 'recover' },
      } as const;
      return diagnose('lock-of-the-dead', { subject: path, message: `${held}, which has ended.`, fix });
    }
    case 'unknown': {
      const message = `${held}. That is another machine or container, so whether it is alive cannot be judged from here.`;
      const text = `Break the lock ${path} of process ${holder.pid} on ${holder.host}.`;
      return diagnose('lock-left', { subject: path, message, fix: { text, repair, guarded: true } });
    }
  }
}

/** A lock of git names nobody: the evidence is whether git is at work here. */
function diagnoseNameless(lock: LockFact, pids: Condition['gitProcesses']): Diagnosis {
  const { path, since } = lock;
  const there = `${path} is there since ${since} and does not say whose it is`;
  if (pids !== null && pids.length > 0) {
    const at = pids.length === 1 ? `process ${pids[0]}` : `processes ${pids.join(', ')}`;
    const message = `${there}; git is at work here, or cannot be looked into: ${at}.`;
    return diagnose('lock-in-use', { subject: path, message });
  }
  const evidence =
    pids === null
      ? 'whether git is at work cannot be seen on this system'
      : 'no process of git works in this repository';
  const fix = {
    text: `Remove the lock ${path}.`,
    repair: { does: 'break-lock', lock },
    guarded: true,
  } as const;
  return diagnose('lock-left', { subject: path, message: `${there}; ${evidence}.`, fix });
}
