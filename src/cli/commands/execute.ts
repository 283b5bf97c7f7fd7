import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderBrief } from '../render/brief.ts';

interface ExecuteOptions {
  readonly worktree?: boolean;
  /** A name, true for the usual one, false with `--no-remote`. */
  readonly remote?: string | boolean;
  readonly takeOver?: boolean;
}

export function registerExecute(program: Command, edge: Edge): void {
  program
    .command('execute [task]')
    .description('Claim a ready task, by default the next one, and print its brief (phase 3)')
    .option('--worktree', 'in a linked work tree of its own, on branch task/<id>')
    .option('--remote [name]', 'share the claim with other clones through this remote')
    .option('--no-remote', 'claim it in this clone only, whatever the settings say')
    .option('--take-over', 'take the task from somebody whose lease has run out')
    .action((task: string | undefined, options: ExecuteOptions) =>
      edge.answer(async (ports) => {
        const { worktree, takeOver, remote } = options;
        const request = { task: task ?? null, takeOver, remote };
        if (worktree === true) {
          const { executeInWorktree } = await import('../../app/execute-in-worktree.ts');
          return executeInWorktree(ports, request);
        }
        const { executeTask } = await import('../../app/execute-task.ts');
        return executeTask(ports, request);
      }, renderBrief),
    );
}
