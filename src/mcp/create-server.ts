import { McpServer } from '@modelcontextprotocol/server';
import { cleanLine } from '../core/clean-text.ts';
import type { Connection } from './connection.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { registerSubscriptions, type Subscriptions } from './subscriptions.ts';
import { registerTools } from './tools/register-tools.ts';

export interface ServerParts {
  readonly connection: Connection;
  readonly subscriptions: Subscriptions;
  /** Of the protocol; the two have different ways to subscribe. */
  readonly era: 'legacy' | 'modern';
  readonly version: string;
  readonly log: (line: string) => void;
}

/** Builds the server of one connection. */
export function createServer(parts: ServerParts): McpServer {
  const { connection, subscriptions, era, version, log } = parts;
  const mcp = new McpServer(
    { name: 'git-orchestrator', version },
    {
      instructions: INSTRUCTIONS,
      capabilities: {
        tools: { listChanged: false },
        // The older protocol has no way to ask for news of the list, and watching unasked is not free.
        resources: { subscribe: true, listChanged: era === 'modern' },
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
  if (era === 'legacy') registerSubscriptions(mcp, subscriptions);
  registerPrompts(mcp, connection);
  return mcp;
}
