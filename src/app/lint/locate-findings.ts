/** Gives findings their lines. Only the files that have one are read, each once. */
import type { Finding } from '../../core/lint/finding.ts';
import type { Problem } from '../../core/problem.ts';
import { createProblem } from '../../core/rules.ts';
import { PlanError } from '../../errors.ts';
import { sortList } from '../../format/lint/sort-list.ts';
import type { PlanTexts } from '../ports.ts';
import { parsePlanText, readPlanFilePath } from './plan-file.ts';

interface TextPorts {
  readonly files: Pick<PlanTexts, 'read'>;
}

/** Turns findings into problems with line and column; a list that somebody put in order is left out. */
export function locateFindings(ports: TextPorts, findings: readonly Finding[]): Problem[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = byPath.get(finding.path);
    if (group === undefined) byPath.set(finding.path, [finding]);
    else group.push(finding);
  }
  return [...byPath].flatMap(([path, group]) => locateInFile(ports, path, group));
}

function locateInFile(ports: TextPorts, path: string, findings: readonly Finding[]): Problem[] {
  const text = readText(ports, path);
  const file = readPlanFilePath(path);
  const parsed = text === null || file === null ? null : parsePlanText(text, file);
  return findings.flatMap(({ code, field, index, message, hint }) => {
    if (code === 'unsorted-list' && (text === null || sortList(text, field) === null)) return [];
    const place = parsed?.locateField(field, index ?? undefined) ?? {};
    return [createProblem(code, { path, ...place }, message, hint)];
  });
}

/** Null for a file that went away, or changed into one that cannot be read, since it was scanned. */
function readText(ports: TextPorts, path: string): string | null {
  try {
    return ports.files.read(path).text;
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}
