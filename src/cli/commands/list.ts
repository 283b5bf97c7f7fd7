import type { Command } from 'commander';
import { STATES } from '../../core/task.ts';
import { collect, type Edge, parseCount } from '../edge.ts';
import { parseChoice } from '../parse-choice.ts';
import { renderList } from '../render/list.ts';

interface ListOptions {
  readonly state?: readonly string[];
  readonly plan?: string;
  readonly specialist?: string;
  readonly search?: string;
  readonly limit?: number;
}

export function registerList(program: Command, edge: Edge): void {
  program
    .command('list')
    .description('Tasks that match every filter')
    .option('--state <state>', `${STATES.join(', ')}; repeatable`, collect)
    .option('--plan <plan>', 'of this plan')
    .option('--specialist <name>', 'for this role')
    .option('--search <text>', 'with this text in id, title or body')
    .option('--limit <n>', 'at most so many', parseCount)
    .action(({ state = [], ...filters }: ListOptions) =>
      edge.answer(async (ports) => {
        const { listTasks } = await import('../../app/list-tasks.ts');
        return listTasks(ports, {
          ...filters,
          states: state.map((text) => parseChoice(text, STATES, 'state')),
        });
      }, renderList),
    );
}
