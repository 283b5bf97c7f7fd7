import { type ParsedFile, parsePlanFile, parseTaskFile } from '../../format/parse-file.ts';

/** A plan or task file by where it lies. */
export interface PlanFile {
  readonly kind: 'plan' | 'task';
  /** What its name claims: of the file for a task, of the folder for a plan. */
  readonly id: string;
  readonly planId: string;
  readonly path: string;
}

/** Takes the path of a plan or task file apart; null for any other path. */
export function readPlanFilePath(path: string): PlanFile | null {
  const [, planId, name] = /^\.tasks\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  if (planId === undefined || name === undefined) return null;
  return name === 'plan'
    ? { kind: 'plan', id: planId, planId, path }
    : { kind: 'task', id: name, planId, path };
}

/** Parses a text as the file that it is or is to become. */
export function parsePlanText(
  text: string,
  { kind, id, path }: PlanFile,
): Pick<ParsedFile<{ id: string }>, 'written' | 'locateField' | 'problems'> {
  const bytes = new TextEncoder().encode(text);
  return kind === 'plan' ? parsePlanFile({ bytes, path, id }) : parseTaskFile({ bytes, path, id });
}
