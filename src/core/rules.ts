/** Every rule that plans, tasks and settings are checked against. A code is permanent: scripts match on it. */
import { FILE_RULES } from './file-rules.ts';
import { GRAPH_RULES } from './graph-rules.ts';
import type { Problem } from './problem.ts';
import { SETTINGS_RULES } from './settings-rules.ts';

export interface Rule {
  readonly severity: Problem['severity'];
  /** What is wrong, in general terms. */
  readonly summary: string;
  /** Why it matters. */
  readonly explanation: string;
  /** What to do about it. */
  readonly hint: string;
  /** The text of a task file `hash-passwords-8xw2mn.md` that breaks this rule and no other. */
  readonly bad?: string;
  /** The same file put right. */
  readonly good?: string;
  /** Where one file cannot show it: all files of a repository, by path, that break this rule and no other. */
  readonly badFiles?: ExampleFiles;
  /** The same repository put right. */
  readonly goodFiles?: ExampleFiles;
  /** Whether `orc lint --fix` has a safe correction for some or all cases. */
  readonly fixable?: boolean;
}

/** Texts of files by path. */
export type ExampleFiles = Readonly<Record<string, string>>;

export type RuleCode = keyof typeof FILE_RULES | keyof typeof GRAPH_RULES | keyof typeof SETTINGS_RULES;

/** All rules by code. */
export const RULES: Readonly<Record<RuleCode, Rule>> = {
  ...FILE_RULES,
  ...GRAPH_RULES,
  ...SETTINGS_RULES,
};

/** Where a problem is; the first character of the file unless a line is given. */
interface ProblemPlace {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** Makes a problem of a rule; message and hint are the rule's own unless better ones are given. */
export function createProblem(code: RuleCode, place: ProblemPlace, message?: string, hint?: string): Problem {
  const rule = RULES[code];
  return {
    code,
    severity: rule.severity,
    path: place.path,
    line: place.line ?? 1,
    column: place.column ?? 1,
    message: message ?? rule.summary,
    hint: hint ?? rule.hint,
  };
}
