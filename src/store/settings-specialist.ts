import type { Specialist } from '../app/ports.ts';
import type { Problem } from '../core/problem.ts';
import { PlanError } from '../errors.ts';
import { type MatterDocument, parseMatter } from '../format/matter.ts';
import { settingsProblem } from './settings-file.ts';

export type ParsedSpecialist = { readonly specialist: Specialist } | { readonly problem: Problem };

interface SpecialistText {
  /** The role's name: that of its file. */
  readonly name: string;
  readonly text: string;
  /** Where it was read from, for the problem. */
  readonly path: string;
  readonly builtIn: boolean;
}

/**
 * Reads a role: front matter with `name` and `description`, then the prompt. Other keys are another
 * program's (Claude Code reads the same file) and are left alone; a missing description is empty.
 */
export function parseSpecialist({ name, text, path, builtIn }: SpecialistText): ParsedSpecialist {
  const complain = (message: string, hint: string, line = 1): ParsedSpecialist => ({
    problem: settingsProblem({ path, message, hint, line }),
  });
  const matter = readMatter(text.replaceAll('\r\n', '\n'));
  if ('fault' in matter) return { problem: settingsProblem({ path, ...matter.fault }) };

  const { name: writtenName, description } = matter.data;
  if (writtenName !== name) {
    const message = `the role's name is ${describe(writtenName)}, but its file is called ${name}.md.`;
    return complain(message, `Write \`name: ${name}\`, or rename the file.`, findKeyLine(text, 'name'));
  }
  if (typeof (description ?? '') !== 'string') {
    const message = 'the description is not a line of text.';
    return complain(message, 'Write `description: …` on one line.', findKeyLine(text, 'description'));
  }
  const body = matter.content.trim();
  if (body === '') return complain('the role has no text.', 'Write its prompt below the front matter.');
  return {
    specialist: {
      name,
      description: String(description ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      body: `${body}\n`,
      path: builtIn ? null : path,
    },
  };
}

type Matter = MatterDocument | { readonly fault: Pick<Problem, 'message' | 'hint' | 'line' | 'column'> };

function readMatter(text: string): Matter {
  try {
    return parseMatter(text);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { line, column } = error.data;
    return {
      fault: {
        message: error.message.replace(/^Line \d+, column \d+: /, ''),
        hint: error.hints.join(' '),
        line: typeof line === 'number' ? line : 1,
        column: typeof column === 'number' ? column : 1,
      },
    };
  }
}

function findKeyLine(text: string, key: string): number {
  const index = text.split('\n').findIndex((line) => line.startsWith(`${key}:`));
  return Math.max(index, 0) + 1;
}

function describe(value: unknown): string {
  return value === undefined || value === null ? 'missing' : JSON.stringify(value);
}
