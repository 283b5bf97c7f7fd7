import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { renderLand } from '../render/land.ts';

export function registerLand(program: Command, edge: Edge): void {
  program
    .command('land <task>')
    .description('Merge the branch of a completed task into the one it came from, and remove its work tree')
    .action((task: string) =>
      edge.answer(async (ports) => {
        const { landTask } = await import('../../app/land-task.ts');
        const answer = await landTask(ports, { task });
        if (answer.error_count > 0 || answer.audit === 'lost') process.exitCode = EXIT_CODES.refused;
        return answer;
      }, renderLand),
    );
}
