import type { Command } from 'commander';

/** The launcher starts the driver without this command; it stands here for the help. */
export function registerMergeDriver(program: Command): void {
  program
    .command('merge-driver <base> <ours> <theirs> <marker-size> <path>')
    .description('Merge one file for git, which gives %O %A %B %L %P; `orc init --merge-driver` sets it up')
    .action(async (...args: readonly string[]) => {
      const { main } = await import('../merge-driver.ts');
      await main(['', '', '', ...args.slice(0, 5)]);
    });
}
