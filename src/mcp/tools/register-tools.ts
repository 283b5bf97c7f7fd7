import type { McpServer } from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';
import { asPlanError, renderToolError } from '../errors.ts';
import { advertiseInput, advertiseOutput } from './advertise.ts';
import { TOOLS } from './registry.ts';

/** Registers every tool. A failed call is answered, never thrown; defects of ours are also logged. */
export function registerTools(mcp: McpServer, connection: Connection, log: (line: string) => void): void {
  for (const tool of TOOLS) {
    const config = {
      description: tool.description,
      inputSchema: advertiseInput(tool.input),
      outputSchema: advertiseOutput(tool.output),
      annotations: tool.annotations,
    };
    mcp.registerTool(tool.name, config, async (args) => {
      try {
        return await tool.call(args, connection);
      } catch (error) {
        const failure = asPlanError(error);
        if (failure.kind === 'bug') log(`${tool.name}: ${describeCause(failure)}`);
        return renderToolError(failure);
      }
    });
  }
}

function describeCause(failure: Error): string {
  const origin = failure.cause instanceof Error ? failure.cause : failure;
  return origin.stack ?? origin.message;
}
