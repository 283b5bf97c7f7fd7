import { planOfNode } from '../../core/graph/task-graph.ts';
import type { LintAnswer } from '../answers.ts';
import { type AuditAnswer, auditCompletions } from '../audit-completions.ts';
import { type DoctorAnswer, diagnoseRepository } from '../diagnose-repository.ts';
import { lintFiles } from '../lint-files.ts';
import type { ExaminingPorts } from '../ports.ts';
import { type Project, readProject, reportProblems } from '../project.ts';
import type { ValidationAnswer, ValidationFinding, ValidationLevel } from './answers.ts';
import { type ResolvedScope, resolveScope, type ScopeRequest } from './resolve-scope.ts';

export interface ValidationRequest extends ScopeRequest {
  /** `standard` when absent. */
  readonly level?: ValidationLevel | undefined;
  /** Told from time to time how many commits were read. */
  readonly onProgress?: (commits: number) => void;
}

const CHECKS: Readonly<Record<ValidationLevel, ValidationAnswer['checks']>> = {
  basic: ['lint'],
  standard: ['lint', 'doctor'],
  comprehensive: ['lint', 'doctor', 'audit'],
};

/** Lint, doctor and audit in one report; a target limits lint and audit, since doctor is about the repository. */
export async function validateStructure(
  ports: ExaminingPorts,
  request: ValidationRequest,
): Promise<ValidationAnswer> {
  const project = await readProject(ports);
  const resolved = resolveScope(ports, project, request);
  const level = request.level ?? 'standard';
  const checks = CHECKS[level];
  const { paths, plan, isWanted } = limitTo(project, resolved);
  const findings = listLint(await lintFiles(ports, { paths }));
  if (checks.includes('doctor')) findings.push(...listDoctor(await diagnoseRepository(ports)));
  if (checks.includes('audit')) {
    const { onProgress } = request;
    const audit = await auditCompletions(ports, {
      plan,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    findings.push(...listAudit(audit).filter(({ place }) => isWanted(place)));
  }
  return {
    kind: 'maintain',
    action: 'validate_structure',
    scope: resolved.scope,
    target: resolved.target,
    validation_level: level,
    checks,
    findings,
    error_count: findings.filter(({ severity }) => severity === 'error').length,
    ...reportProblems(project),
  };
}

/** What the scope means for lint (paths) and for the audit (a plan, and the tasks in it). */
function limitTo(project: Project, { nodes, planId, target }: ResolvedScope) {
  const { graph } = project.facts;
  if (nodes === null) return { paths: [], plan: undefined, isWanted: () => true };
  if (planId !== null) return { paths: [`.tasks/${planId}`], plan: planId, isWanted: () => true };
  const [node = 0] = nodes;
  return {
    paths: [project.table.pathAt(node)],
    plan: planOfNode(graph, node).id,
    isWanted: (id: string) => id === target,
  };
}

function listLint({ problems }: LintAnswer): ValidationFinding[] {
  return problems.map(({ code, severity, path, line, column, message, hint }) => {
    return { check: 'lint', code, severity, place: `${path}:${line}:${column}`, message, hint };
  });
}

/** That files have errors is what lint says, with their places. */
function listDoctor({ findings }: DoctorAnswer): ValidationFinding[] {
  return findings
    .filter(({ code }) => code !== 'files-unusable')
    .map(({ code, severity, subject, message, hint }) => {
      return { check: 'doctor', code, severity, place: subject, message, hint };
    });
}

/** Only what is lost or cannot be verified: that files have moved on since is how work goes. */
function listAudit({ tasks }: AuditAnswer): ValidationFinding[] {
  return tasks.flatMap(({ id, result, links }) => {
    if (result !== 'lost' && result !== 'unverified') return [];
    const why = links.find(({ verdict }) => verdict === result)?.why ?? `The completion is ${result}.`;
    const severity = result === 'lost' ? ('error' as const) : ('warning' as const);
    return [{ check: 'audit', code: result, severity, place: id, message: why, hint: 'See `orc audit`.' }];
  });
}
