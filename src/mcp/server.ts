/** `orc mcp`: one client over stdin and stdout. Stdout carries the protocol only; logs go to stderr. */
import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { type ConnectionOptions, createConnection } from './connection.ts';
import { createServer } from './create-server.ts';
import { observeListening } from './observe-listening.ts';
import { createSubscriptions } from './subscriptions.ts';

export interface ServeOptions extends Omit<ConnectionOptions, 'notify'> {
  readonly version: string;
}

/**
 * Serves until the client closes stdin, or the process is asked to end. Resolves only when the
 * mutations that were under way have finished, so that none is cut off halfway.
 */
export async function serveMcp(options: ServeOptions): Promise<void> {
  const { version, ...connectionOptions } = options;
  const connection = createConnection({ ...connectionOptions, notify: () => subscriptions.hint() });
  let server: McpServer | null = null;
  const subscriptions = createSubscriptions(connection, {
    log,
    sendUpdated: async (uri) => server?.server.sendResourceUpdated({ uri }),
    sendListChanged: async () => server?.sendResourceListChanged(),
  });
  process.stderr.on('error', () => undefined); // a client that closed the log is no reason to stop
  const ended = waitForEnd();
  const transport = new StdioServerTransport();
  const create = ({ era }: { readonly era: 'legacy' | 'modern' }) => {
    server = createServer({ connection, subscriptions, era, version, log });
    return server;
  };
  const onerror = (error: Error) => log(`protocol: ${error.message}`);
  const handle = serveStdio(create, { transport, onerror });
  observeListening(transport, subscriptions);
  log(`git-orchestrator ${version} serves ${options.directory}`);
  await ended;
  await subscriptions.close();
  await handle.close();
  await connection.idle();
}

function waitForEnd(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    process.stdin.once('end', end);
    process.stdin.once('close', end);
    process.stdout.once('error', end);
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
  });
}

function log(line: string): void {
  process.stderr.write(`orc mcp: ${line}\n`);
}
