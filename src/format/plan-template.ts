/**
 * A plan template is Markdown: front matter with `name`, `description` and `variables`, then an outline
 * of tasks with `{{variable}}` where a value goes. A variable without a default has to be given.
 */
import { findNearest } from '../core/suggest.ts';
import { PlanError } from '../errors.ts';
import { parseMatter } from './matter.ts';

interface TemplateVariable {
  readonly name: string;
  /** One line; empty when the template says nothing. */
  readonly description: string;
  /** Null: a value is required. */
  readonly default: string | null;
}

export interface PlanTemplate {
  readonly name: string;
  readonly description: string;
  readonly variables: readonly TemplateVariable[];
  /** The outline, placeholders and all. */
  readonly outline: string;
}

/** Reads a template; throws `template-invalid` naming `path`. */
export function parsePlanTemplate(text: string, path: string): PlanTemplate {
  const { data, content } = readMatter(text.replaceAll('\r\n', '\n'), path);
  const variables = readVariables(data.variables, path);
  const known = new Set(variables.map((variable) => variable.name));
  for (const name of listPlaceholders(content)) {
    if (!known.has(name)) throw invalid(path, `uses {{${name}}}, which its \`variables\` do not list`);
  }
  return {
    name: readLine(data.name, path, 'name'),
    description: readLine(data.description, path, 'description'),
    variables,
    outline: content.trim(),
  };
}

/**
 * The outline with every placeholder replaced. A value becomes part of one line, and is not searched for
 * placeholders itself. Throws `template-invalid` with everything that is unknown or missing.
 */
export function fillPlanTemplate(template: PlanTemplate, values: ReadonlyMap<string, string>): string {
  const names = template.variables.map((variable) => variable.name);
  const filled = new Map<string, string>();
  const complaints: string[] = [];

  for (const name of values.keys()) {
    if (!names.includes(name))
      complaints.push(`\`${name}\` is not one of its variables${suggest(name, names)}`);
  }
  for (const variable of template.variables) {
    const value = foldLine(values.get(variable.name) ?? variable.default ?? '');
    if (value === '') complaints.push(`\`${variable.name}\` needs a value${explain(variable)}`);
    else filled.set(variable.name, value);
  }
  if (complaints.length > 0) {
    throw new PlanError('template-invalid', `The template ${template.name}: ${complaints.join('; ')}.`, {
      hints: [`Give values with \`--set name=value\`; the variables are ${names.join(', ') || 'none'}.`],
      data: { template: template.name, variables: template.variables },
    });
  }
  return template.outline.replace(PLACEHOLDER, (whole, name: string) => filled.get(name) ?? whole);
}

const PLACEHOLDER = /\{\{[ \t]*([a-z][a-z0-9_]*)[ \t]*\}\}/g;

function listPlaceholders(content: string): readonly string[] {
  return [...content.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

function readMatter(
  text: string,
  path: string,
): { data: Readonly<Record<string, unknown>>; content: string } {
  try {
    return parseMatter(text);
  } catch (error) {
    throw invalid(path, `has front matter that cannot be read: ${(error as Error).message}`, error);
  }
}

function readVariables(written: unknown, path: string): readonly TemplateVariable[] {
  if (written === undefined || written === null || written === '') return [];
  if (!isRecord(written)) throw invalid(path, 'has `variables` that are not a map of names');
  return Object.entries(written).map(([name, value]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw invalid(path, `has a variable called ${JSON.stringify(name)}`);
    const fields = value === null ? {} : value;
    if (!isRecord(fields)) throw invalid(path, `gives the variable \`${name}\` something else than a map`);
    const unknown = Object.keys(fields).find((key) => key !== 'description' && key !== 'default');
    if (unknown !== undefined)
      throw invalid(path, `gives the variable \`${name}\` the unknown key \`${unknown}\``);
    return {
      name,
      description: readLine(fields.description, path, `variables.${name}.description`),
      default: readLine(fields.default, path, `variables.${name}.default`) || null,
    };
  });
}

function readLine(value: unknown, path: string, field: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw invalid(path, `has a \`${field}\` that is not a line of text`);
  return foldLine(value);
}

function foldLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function suggest(name: string, names: readonly string[]): string {
  const near = findNearest(name, names);
  return near === null ? '' : ` (did you mean \`${near}\`?)`;
}

function explain(variable: TemplateVariable): string {
  return variable.description === '' ? '' : ` (${variable.description})`;
}

function invalid(path: string, what: string, cause?: unknown): PlanError {
  return new PlanError('template-invalid', `The plan template ${path} ${what}.`, {
    hints: [
      `Correct ${path}: \`name\`, \`description\` and \`variables\` as front matter, then an outline of tasks.`,
    ],
    data: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}
