import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Bench, labelOf } from '../bench.ts';
import { cleanEnvironment } from '../processes.ts';
import { createRepository } from '../repository.ts';
import { budgetOf, type Measured } from '../result.ts';
import type { Row } from './row.ts';
import { commitWithGit, createCounter, writeWork } from './work.ts';

const READY_MS = 60;

/** A session that stays open: one server process, asked by the real client. */
export const server: Row = {
  name: 'server',
  async measure(bench) {
    const results: Measured[] = [];
    for (const count of bench.sizes([10_000])) results.push(...(await measureAt(bench, count)));
    return results;
  },
};

async function measureAt(bench: Bench, count: number): Promise<Measured[]> {
  const ours = createRepository({ count });
  const theirs = createRepository({ count });
  const session = await connect(bench, ours.root);
  try {
    const next = createCounter();
    const ready = () => session.call('query_tasks', { state: 'ready' });
    let finished = { task_id: '', summary: 'Done as described', file_paths: [''] };
    const reading = await bench.measure({ ready: { run: async () => void (await ready()) } });
    const writing = await bench.measure({
      G: commitWithGit(theirs, () => [writeWork(theirs, next()), writeWork(theirs, next())]),
      complete: {
        async prepare() {
          const { tasks } = await ready();
          const task_id = tasks[0]?.id ?? '';
          await session.call('execute_subtask', { task_id });
          finished = { ...finished, task_id, file_paths: [writeWork(ours, next())] };
        },
        run: async () => void (await session.call('complete_subtask', finished)),
      },
    });
    return describe(count, { ...reading, ...writing });
  } finally {
    await session.close();
  }
}

function describe(
  count: number,
  { ready, complete, G }: Record<'ready' | 'complete' | 'G', number>,
): Measured[] {
  return [
    {
      label: labelOf('ready over MCP', count),
      value: ready,
      unit: 'ms',
      budget: { limit: READY_MS },
    },
    {
      label: labelOf('complete over MCP', count),
      value: complete,
      unit: 'ms',
      beside: { G },
      budget: budgetOf({ G: 2 }, { G }),
    },
  ];
}

interface Answer {
  readonly tasks: readonly { readonly id: string }[];
}

async function connect(bench: Bench, root: string) {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [bench.options.program, 'mcp'],
      cwd: root,
      env: cleanEnvironment(),
      stderr: 'ignore',
    }),
  );
  return {
    async call(tool: string, input: Record<string, unknown>): Promise<Answer> {
      const result = await client.callTool({ name: `orchestrator_${tool}`, arguments: input });
      if (result.isError) throw new Error(`${tool} failed: ${JSON.stringify(result.content)}`);
      return result.structuredContent as unknown as Answer;
    },
    close: () => client.close(),
  };
}
