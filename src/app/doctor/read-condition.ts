import type { Condition } from '../../core/doctor/condition.ts';
import { checkMergeDriver } from '../merge/check-merge-driver.ts';
import type { Examination, ExaminingPorts } from '../ports.ts';
import { type Project, readProject } from '../project.ts';

export interface Surroundings {
  readonly project: Project;
  readonly condition: Condition;
  readonly examination: Examination;
}

/** A plan or a task: other files under `.tasks/` are not committed by this program later. */
const PLAN_FILE = /^\.tasks\/[^/]+\/[^/]+\.md$/;

/** Reads the project and all that lies around it; a file that cannot be used stops nothing. */
export async function readCondition(ports: ExaminingPorts): Promise<Surroundings> {
  const examination = await ports.openExamination();
  const project = await readProject(ports);
  const claims = [...project.claims.values()];
  const repository = await examination.readRepository();
  const settingsProblems = await ports.settings.findProblems();
  const isUnusable = new Set(
    [...project.table.problems, ...settingsProblems]
      .filter(({ severity }) => severity === 'error')
      .map(({ path }) => path),
  );
  const isCommitting = repository.gitVersion !== null && commitsByItself(ports);
  const changed = isCommitting ? await ports.git.findUncommitted() : [];
  // After the project was read: an index that could not be used has been made anew by then.
  const disk = examination.readDisk(claims.map(({ worktree }) => worktree));
  const hasNameless = disk.locks.some(({ holder }) => holder === null);
  const hasGit = repository.gitVersion !== null;
  const driver = hasGit ? await checkMergeDriver(ports) : null;
  const condition: Condition = {
    repository,
    worktrees: hasGit ? (await (await ports.openWorktrees()).list()).slice(1) : [],
    isDriverUnset: driver?.isNamed === true && !driver.isConfigured,
    disk,
    gitProcesses: hasNameless ? examination.findGitProcesses() : null,
    host: ports.host,
    nowMs: ports.now().getTime(),
    claims,
    uncommitted: changed
      .filter(({ path, exists }) => exists && PLAN_FILE.test(path) && !isUnusable.has(path))
      .map(({ path }) => path),
    busy: ports.git.readBusyState(),
    unusable: [...isUnusable].sort(),
  };
  return { project, condition, examination };
}

/** Settings that cannot be read are a finding of their own. */
function commitsByItself(ports: ExaminingPorts): boolean {
  try {
    return ports.mayCommit();
  } catch {
    return false;
  }
}
