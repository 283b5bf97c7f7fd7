import type { Command } from 'commander';
import { collect, type Edge, readInput } from '../edge.ts';
import { renderPlan } from '../render/plan.ts';

interface PlanOptions {
  readonly subtasks?: string;
  readonly title?: string;
  readonly context?: string;
  readonly complexity?: string;
  readonly template?: string;
  readonly set?: readonly string[];
  readonly parent?: string;
  readonly dryRun?: boolean;
}

const HELP = `
The subtasks are a JSON list, or a Markdown checklist:

  orc plan "Log in with a password" --subtasks - <<'END'
  [ { "task_id": "schema", "title": "Design the user schema", "specialist_type": "architect" },
    { "title": "Hash passwords", "dependencies": ["schema"], "priority": "high",
      "estimated_effort": "3h", "files": ["src/auth/**"],
      "acceptance_criteria": ["a wrong password takes as long as a right one"] } ]
  END

A dependency is a task_id or title of the list, its 0-based place (a number), or the id of an existing task.`;

export function registerPlan(program: Command, edge: Edge): void {
  program
    .command('plan [description]')
    .description('Break a request down into tasks; all or nothing (phase 2)')
    .option('--subtasks <file>', 'JSON or Markdown outline; - for standard input')
    .option('--title <text>', 'title (default: the first sentence of the description)')
    .option('--context <text>', 'what one has to know besides')
    .option('--complexity <level>', 'trivial, simple, moderate, complex or very_complex')
    .option('--template <name>', 'use a plan template of .orchestrator/plans/')
    .option('--set <name=value>', 'value of a template variable; repeatable', collect)
    .option('--parent <task>', 'the task that this plan breaks down')
    .option('--dry-run', 'check everything, write nothing')
    .addHelpText('after', HELP)
    .action((description: string | undefined, options: PlanOptions) =>
      edge.answer(async (ports) => {
        const { planTask } = await import('../../app/plan-task.ts');
        const { readSubtasks } = await import('../../app/plan-source.ts');
        const { title, context, complexity, parent, dryRun } = options;
        const subtasks = readSubtasks(ports, { ...options, readInput });
        return planTask(ports, {
          description: description ?? '',
          subtasks,
          title,
          context,
          complexity,
          parent,
          dryRun,
        });
      }, renderPlan),
    );
}
