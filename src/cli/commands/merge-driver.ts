import type { Command } from 'commander';

/** The launcher starts the driver without this command; it stands here for the help. */
export function registerMergeDriver(program: Command): void {
  const command = program
    .command('merge-driver')
    .usage('<base> <ours> <theirs> <marker-size> <path>')
    .description('Merge one file for git; `orc init --merge-driver` sets it up')
    .allowExcessArguments()
    .action(async () => {
      const { main } = await import('../merge-driver.ts');
      await main(['', '', '', ...command.args]);
    });
}
