import { findDiagnoses } from '../core/doctor/find-diagnoses.ts';
import type { Diagnosis, Finding } from '../core/doctor/finding.ts';
import { PlanError } from '../errors.ts';
import type { ProblemReport } from './answers.ts';
import { readCondition, type Surroundings } from './doctor/read-condition.ts';
import { repair } from './doctor/repair.ts';
import type { Examination, ExaminingPorts } from './ports.ts';
import { reportProblems } from './project.ts';

export interface DoctorRequest {
  /** Asked about each finding that has a fix, worst first; nothing is changed unless it says yes. */
  readonly confirm?: (finding: Finding) => Promise<boolean>;
}

export interface FindingDocument extends Finding {
  readonly fixed: boolean;
  /** Why a fix that was wanted did not come about; null otherwise. */
  readonly failure: string | null;
}

/** Where the program runs. */
interface Environment {
  readonly root: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly node: string;
  readonly git: string | null;
  readonly worktree: 'main' | 'linked';
  readonly object_format: string;
  readonly ref_format: string;
  readonly shallow: boolean;
  readonly partial: boolean;
  readonly sparse: boolean;
}

export interface DoctorAnswer extends ProblemReport {
  readonly kind: 'doctor';
  readonly environment: Environment;
  /** Errors first, then warnings, then notes. */
  readonly findings: readonly FindingDocument[];
  /** Errors that are still there: any of them makes the exit code 1. */
  readonly error_count: number;
}

/** Examines the repository and what lies around it, and repairs what it is told to. */
export async function diagnoseRepository(
  ports: ExaminingPorts,
  { confirm = async () => false }: DoctorRequest = {},
): Promise<DoctorAnswer> {
  const { project, condition, examination } = await readCondition(ports);
  const findings: FindingDocument[] = [];
  for (const diagnosis of findDiagnoses(condition)) {
    const { finding } = diagnosis;
    const isWanted = finding.fix !== null && (await confirm(finding));
    const outcome = isWanted ? await tryRepair(ports, examination, diagnosis) : UNTOUCHED;
    findings.push({ ...finding, ...outcome });
  }
  return {
    kind: 'doctor',
    environment: describeEnvironment(ports, condition),
    findings,
    error_count: findings.filter(({ severity, fixed }) => severity === 'error' && !fixed).length,
    ...reportProblems(project),
  };
}

type Outcome = Pick<FindingDocument, 'fixed' | 'failure'>;

const UNTOUCHED: Outcome = { fixed: false, failure: null };

/** One repair that fails does not keep the others from being made. */
async function tryRepair(
  ports: ExaminingPorts,
  examination: Examination,
  { repair: wanted }: Diagnosis,
): Promise<Outcome> {
  if (wanted === null) return UNTOUCHED;
  try {
    if (await repair(ports, examination, wanted)) return { fixed: true, failure: null };
    return { fixed: false, failure: 'It was no longer as it had been found, so it was left alone.' };
  } catch (error) {
    if (error instanceof PlanError && error.kind !== 'bug') return { fixed: false, failure: error.message };
    throw error;
  }
}

function describeEnvironment(
  ports: ExaminingPorts,
  { repository, disk }: Surroundings['condition'],
): Environment {
  const { oid, branch } = ports.git.readHead();
  return {
    root: ports.root,
    branch,
    head: oid,
    node: disk.nodeVersion,
    git: repository.gitVersion,
    worktree: repository.isLinked ? 'linked' : 'main',
    object_format: repository.objectFormat,
    ref_format: repository.refFormat,
    shallow: repository.isShallow,
    partial: repository.isPartial,
    sparse: repository.isSparse,
  };
}
