import { formatId } from '../../core/identifier.ts';
import { readTasks } from '../../core/lint/lint-subject.ts';
import { RULES, type RuleCode } from '../../core/rules.ts';
import type { TaskTable } from '../../core/task-table.ts';
import { PlanError } from '../../errors.ts';
import { repairFields } from '../../format/lint/repair-fields.ts';
import type { FixDocument } from '../answers.ts';
import type { Ports } from '../ports.ts';
import type { FixRun } from './fix-files.ts';
import { type PlanFile, parsePlanText, readPlanFilePath } from './plan-file.ts';
import { type IdRules, settleId } from './settle-id.ts';

const FIXABLE = new Set(Object.keys(RULES).filter((code) => RULES[code as RuleCode].fixable));

/** Corrects names, words, titles and ids of the files of one kind that have nothing worse. */
export async function fixFields(run: FixRun, kind: 'plan' | 'task'): Promise<void> {
  const table = await run.ports.files.scan();
  const rules = readIdRules(run, table, kind);
  for (const file of listFixable(table, kind)) {
    if (!run.scope.includes(file.path)) continue;
    const repaired = await repairFile(run, file, rules);
    if (repaired !== null) writeRepaired(run, file, repaired);
  }
}

/** The files that have problems, all errors among them being of a kind that can be put right. */
function listFixable({ problems }: TaskTable, kind: 'plan' | 'task'): PlanFile[] {
  const isHopeless = new Map<string, boolean>();
  for (const { path, code, severity } of problems) {
    const isWorse = severity === 'error' && !FIXABLE.has(code);
    isHopeless.set(path, isHopeless.get(path) === true || isWorse);
  }
  return [...isHopeless].flatMap(([path, hopeless]) => {
    const file = hopeless ? null : readPlanFilePath(path);
    return file?.kind === kind ? [file] : [];
  });
}

interface RepairedFile {
  readonly text: string;
  readonly revision: string;
  readonly id: string;
  readonly aliases: readonly string[];
  readonly repairs: readonly Omit<FixDocument, 'path'>[];
}

/** Null when there is nothing to do, or the file would still have an error. */
async function repairFile({ ports }: FixRun, file: PlanFile, rules: IdRules): Promise<RepairedFile | null> {
  try {
    const { text, revision } = ports.files.read(file.path);
    const { text: named, repairs } = repairFields(text, file.kind);
    const settled = await settleId(named, file, rules);
    if (settled === null || isOccupied(ports, file, settled.id)) return null;
    const all = [...repairs, ...settled.repairs];
    const isReadable = parsePlanText(settled.text, { ...file, id: settled.id }).written !== null;
    return isReadable && all.length > 0 ? { ...settled, revision, repairs: all } : null;
  } catch (error) {
    if (error instanceof PlanError && ['edit-refused', 'file-too-large'].includes(error.code)) return null;
    throw error;
  }
}

function writeRepaired(run: FixRun, file: PlanFile, repaired: RepairedFile): void {
  const { files } = run.ports;
  const isSame = files.read(file.path).text === repaired.text;
  if (!isSame) files.replace(file.path, repaired.text, repaired.revision);
  const path = repaired.id === file.id ? file.path : rename(run, file, repaired.id);
  for (const alias of repaired.aliases) run.aliases.push([alias, repaired.id]);
  for (const { code, message } of repaired.repairs) run.fixed.push({ path, code, message });
}

function rename({ ports, scope }: FixRun, file: PlanFile, id: string): string {
  const to = placeOf(file, id);
  ports.files.rename(placeOf(file, file.id), to);
  scope.follow(to);
  return file.kind === 'plan' ? `${to}/plan.md` : to;
}

/** Whether something that is no plan and no task has the new name. */
function isOccupied({ files }: Ports, file: PlanFile, id: string): boolean {
  return id !== file.id && files.exists(placeOf(file, id));
}

/** A task is its file; a plan is its folder. */
function placeOf({ kind, planId }: PlanFile, id: string): string {
  return kind === 'plan' ? `.tasks/${id}` : `.tasks/${planId}/${id}.md`;
}

function readIdRules({ ports }: FixRun, table: TaskTable, kind: 'plan' | 'task'): IdRules {
  const { graph, plans } = table;
  const taken = new Set(kind === 'plan' ? graph.plans.map(({ id }) => id) : graph.ids);
  const named = new Set<string | null>(plans.map(({ parent }) => parent));
  for (const { dependsOn } of readTasks(table)) for (const id of dependsOn) named.add(id);
  const claim = (id: string) => !taken.has(id) && taken.add(id).has(id);
  return {
    isReferenced: (name) => named.has(name),
    claim,
    async create(text) {
      const slug = await ports.slugify(text);
      let id: string;
      do id = formatId(slug, ports.newSuffix());
      while (!claim(id));
      return id;
    },
  };
}
