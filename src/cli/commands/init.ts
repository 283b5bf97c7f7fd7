import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderInit } from '../render/init.ts';

interface InitOptions {
  readonly agents?: boolean;
  readonly hooks?: boolean;
  readonly removeHooks?: boolean;
  readonly mergeDriver?: boolean;
  readonly github?: boolean;
  readonly dryRun?: boolean;
}

export function registerInit(program: Command, edge: Edge): void {
  program
    .command('init')
    .description('Put the template into the repository; never overwrites a file')
    .option('--agents', 'also put a block for agents into AGENTS.md')
    .option('--hooks', 'also lay down git hooks: task lines in your commits, a check of staged plan files')
    .option('--remove-hooks', 'take these hooks away again, and do nothing else')
    .option('--merge-driver', 'also have git merge plans and tasks field by field, in this clone')
    .option('--github', 'also a workflow that reviews pull requests, and a script for other hosts')
    .option('--dry-run', 'only say what would be done')
    .action((options: InitOptions) =>
      edge.answer(async (ports) => {
        const { initialize } = await import('../../app/initialize.ts');
        return initialize(ports, options);
      }, renderInit),
    );
}
