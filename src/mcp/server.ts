/** `orc mcp`: one client over stdin and stdout. Stdout carries the protocol only; logs go to stderr. */
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { type ConnectionOptions, createConnection } from './connection.ts';
import { createServer } from './create-server.ts';

export interface ServeOptions extends Omit<ConnectionOptions, 'notify'> {
  readonly version: string;
}

/**
 * Serves until the client closes stdin, or the process is asked to end. Resolves only when the
 * mutations that were under way have finished, so that none is cut off halfway.
 */
export async function serveMcp(options: ServeOptions): Promise<void> {
  const { version, ...connectionOptions } = options;
  const connection = createConnection(connectionOptions);
  process.stderr.on('error', () => undefined); // a client that closed the log is no reason to stop
  const ended = waitForEnd();
  const handle = serveStdio(() => createServer({ connection, version, log }), {
    transport: new StdioServerTransport(),
    onerror: (error) => log(`protocol: ${error.message}`),
  });
  log(`git-orchestrator ${version} serves ${options.directory}`);
  await ended;
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
