import type { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Edge } from '../edge.ts';

export function registerMcp(program: Command, edge: Edge): void {
  program
    .command('mcp')
    .description('Serve the Model Context Protocol on standard input and output')
    .action(async () => {
      const { serveMcp } = await import('../../mcp/server.ts');
      const { C, actor, commit } = edge.globals();
      await serveMcp({
        directory: C ?? process.cwd(),
        ...(actor === undefined ? {} : { actor }),
        noCommit: !commit,
        version: packageJson.version,
      });
    });
}
