import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The two handshakes that the server answers: `initialize`, and the discovery of revision 2026-07-28. */
export const ERAS = ['legacy', 'modern'] as const;
export type Era = (typeof ERAS)[number];

interface ToolResult {
  readonly isError: boolean;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: documents of every kind, looked into by the tests
  readonly document: any;
}

export interface TestClient {
  readonly client: Client;
  call(tool: string, args?: Record<string, unknown>): Promise<ToolResult>;
  close(): Promise<void>;
}

/** The command line that starts a server in a directory. */
export function serverCommand(directory: string): { command: string; args: string[] } {
  const entry = fileURLToPath(new URL('./serve.ts', import.meta.url));
  return { command: process.execPath, args: ['--import', import.meta.resolve('tsx'), entry, directory] };
}

/** Starts a server in a directory and connects the real client to it. */
export async function connect(directory: string, era: Era = 'legacy'): Promise<TestClient> {
  const mode = era === 'legacy' ? era : { pin: '2026-07-28' };
  const env = { ...getDefaultEnvironment(), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport({ ...serverCommand(directory), env, stderr: 'ignore' }));
  return {
    client,
    async call(tool, args = {}) {
      const result = await client.callTool({ name: `orchestrator_${tool}`, arguments: args });
      const [block] = result.content;
      if (block?.type !== 'text') throw new Error(`no text from ${tool}`);
      return { isError: result.isError ?? false, text: block.text, document: result.structuredContent };
    },
    close: () => client.close(),
  };
}
