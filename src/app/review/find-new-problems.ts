/**
 * What `orc lint` says about the far side and does not say about the near one. Tasks that are the same on both sides
 * are not looked at one by one: only what the graph says of them can have changed.
 */
import type { VersionPair } from '../../core/diff/file-version.ts';
import { haveSameEdges, haveSameStates } from '../../core/diff/patch-table.ts';
import { createSpecialistCheck } from '../../core/lint/create-specialist-check.ts';
import { findCycleFindings } from '../../core/lint/find-cycle-findings.ts';
import { findOrderFindings } from '../../core/lint/find-order-findings.ts';
import { findRecordFindings } from '../../core/lint/find-record-findings.ts';
import { findReferenceFindings } from '../../core/lint/find-reference-findings.ts';
import { findUnsortedFindings } from '../../core/lint/find-unsorted-findings.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { createLintSubject } from '../../core/lint/lint-subject.ts';
import type { Problem } from '../../core/problem.ts';
import type { Task } from '../../core/task.ts';
import type { TaskTable } from '../../core/task-table.ts';
import { PlanError } from '../../errors.ts';
import type { Sides } from '../diff/read-sides.ts';
import { checkSettings } from '../lint/check-settings.ts';
import { locateFindings } from '../lint/locate-findings.ts';
import type { ComparingPorts, PlanTrees } from '../ports.ts';

/** Finds the problems that the change brings, with their places on the far side. */
export async function findNewProblems(
  ports: ComparingPorts,
  history: PlanTrees,
  { before, after }: Sides,
  pairs: readonly VersionPair[],
): Promise<Problem[]> {
  const { specialists } = await checkSettings(ports);
  const checks = selectChecks(before, after);
  const check = (table: TaskTable, side: 'before' | 'after') => [
    ...findGraphFindings(table, specialists, checks),
    ...findTaskFindings(
      pairs.flatMap((pair) => pair[side]?.task ?? []),
      specialists,
    ),
  ];
  const moved = new Map(pairs.map(({ before: old, after: now }) => [old?.path, now?.path]));
  const isNew = createNewness([...check(before, 'before'), ...before.problems], moved);
  const findings = check(after, 'after').filter(isNew);
  const read = await createReader(history, after, pairs, findings);
  return [...after.problems.filter(isNew), ...locateFindings({ files: { read } }, findings)];
}

type GraphCheck = typeof findOrderFindings;

/** What can differ between the sides: with the same edges references and cycles cannot, nor order with the same states. */
function selectChecks(before: TaskTable, after: TaskTable): readonly GraphCheck[] {
  if (haveSameStates(before, after)) return [];
  if (haveSameEdges(before, after)) return [findOrderFindings];
  return [findReferenceFindings, findCycleFindings, findOrderFindings];
}

function findGraphFindings(
  table: TaskTable,
  specialists: readonly string[] | null,
  checks: readonly GraphCheck[],
): Finding[] {
  if (checks.length === 0) return [];
  const subject = createLintSubject(table, specialists);
  return checks.flatMap((check) => check(subject));
}

function findTaskFindings(tasks: readonly Task[], specialists: readonly string[] | null): Finding[] {
  const checks = [findRecordFindings, createSpecialistCheck(specialists), findUnsortedFindings];
  return tasks.flatMap((task) => checks.flatMap((check) => check(task)));
}

type Complaint = Pick<Problem, 'code' | 'path' | 'message'>;

/** A complaint is the same when it says the same of the same file, wherever the file lies now. */
function createNewness(
  known: readonly Complaint[],
  moved: ReadonlyMap<string | undefined, string | undefined>,
) {
  const keyOf = ({ code, path, message }: Complaint) => `${code}\0${path}\0${message}`;
  const keys = new Set(known.map((one) => keyOf({ ...one, path: moved.get(one.path) ?? one.path })));
  return (complaint: Complaint) => !keys.has(keyOf(complaint));
}

/** Reads the files that findings are about from the commit. */
async function createReader(
  history: PlanTrees,
  table: TaskTable,
  pairs: readonly VersionPair[],
  findings: readonly Finding[],
) {
  const wanted = new Set(findings.map(({ path }) => path));
  const oidOf = new Map(pairs.flatMap(({ after }) => (after === null ? [] : [[after.path, after.revision]])));
  for (const { path, revision } of table.plans) if (wanted.has(path)) oidOf.set(path, revision);
  for (let node = 0; wanted.size > 0 && node < table.graph.size; node++) {
    const path = table.pathAt(node);
    const revision = wanted.has(path) ? table.revisionAt(node) : null;
    if (revision !== null) oidOf.set(path, revision);
  }
  const oids = [...wanted].flatMap((path) => oidOf.get(path) ?? []);
  const blobs = await history.readBlobs(oids);
  return (path: string) => {
    const revision = oidOf.get(path) ?? '';
    const bytes = blobs.get(revision);
    if (bytes === undefined) throw new PlanError('file-unreadable', `${path} cannot be read.`);
    return { text: new TextDecoder().decode(bytes), revision };
  };
}
