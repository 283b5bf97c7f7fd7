import { McpServer } from '@modelcontextprotocol/server';
import { cleanLine } from '../core/clean-text.ts';
import type { Connection } from './connection.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { registerTools } from './tools/register-tools.ts';

export interface ServerParts {
  readonly connection: Connection;
  readonly version: string;
  readonly log: (line: string) => void;
}

/** Builds the server of one connection; the same one serves both protocol eras. */
export function createServer({ connection, version, log }: ServerParts): McpServer {
  const mcp = new McpServer(
    { name: 'git-orchestrator', version },
    {
      instructions: INSTRUCTIONS,
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false },
        prompts: { listChanged: false },
      },
    },
  );
  mcp.server.oninitialized = () => {
    const client = mcp.server.getClientVersion();
    if (client !== undefined) log(`client ${cleanLine(`${client.name} ${client.version}`)}`);
  };
  registerTools(mcp, connection, log);
  registerResources(mcp, connection);
  registerPrompts(mcp, connection);
  return mcp;
}
