import { PlanError } from '../errors.ts';
import { fillPlanTemplate, parsePlanTemplate } from '../format/plan-template.ts';
import type { Ports } from './ports.ts';

export interface PlanSource {
  /** `--subtasks`: a path, or `-`. */
  readonly subtasks?: string | undefined;
  readonly template?: string | undefined;
  /** `--set`, as given: `name=value`. */
  readonly set?: readonly string[] | undefined;
  readonly readInput: (path: string) => string;
}

/** The text of the subtasks: from a file, from standard input, or from a filled-in template. */
export function readSubtasks(ports: Ports, source: PlanSource): string {
  const { subtasks, template, set = [] } = source;
  if ((subtasks === undefined) === (template === undefined)) {
    throw new PlanError('usage', 'A plan takes either --subtasks or --template.', {
      hints: ['Give `--subtasks <file>`, `--subtasks -` and pipe the list in, or `--template <name>`.'],
    });
  }
  if (subtasks !== undefined) {
    if (set.length > 0) throw new PlanError('usage', '--set gives values to a template, and there is none.');
    return source.readInput(subtasks);
  }
  return fillTemplate(ports, template ?? '', set);
}

function fillTemplate(ports: Ports, name: string, set: readonly string[]): string {
  const found = ports.settings.findPlanTemplate(name);
  if (found === null) {
    throw new PlanError('template-invalid', `There is no plan template named "${name}".`, {
      hints: [`There are ${ports.settings.listPlanTemplates().join(', ')}.`],
    });
  }
  const values = new Map<string, string>();
  for (const text of set) {
    const at = text.indexOf('=');
    if (at < 1) throw new PlanError('usage', `--set takes name=value, not "${text}".`);
    values.set(text.slice(0, at), text.slice(at + 1));
  }
  return fillPlanTemplate(parsePlanTemplate(found.text, found.path), values);
}
