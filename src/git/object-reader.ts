import { PlanError } from '../errors.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import type { BatchObject } from './cat-file.ts';
import { type GitProcess, startGit } from './run-git.ts';

/** Reads objects one by one, by one process that is started for the first of them. */
export interface ObjectReader {
  /** Null when the clone does not have it. One call at a time. */
  read(oid: string): Promise<BatchObject | null>;
  close(): void;
}

/** Opens a reader of a repository's objects. Fetches nothing. */
export function openObjectReader(root: string): ObjectReader {
  let source: (ByteSource & GitProcess) | null = null;
  return {
    async read(oid) {
      source ??= start(root);
      source.write(`${oid}\n`);
      const line = await source.takeLine().catch((error: unknown) => {
        source = null;
        if (isPromised(error)) return '';
        throw error;
      });
      const [, type = '', size] = line.split(' ');
      if (source === null || size === undefined) return null;
      const content = await source.take(Number(size));
      await source.take(1);
      return { type, content };
    },
    close: () => source?.close(),
  };
}

/** In a partial clone git ends at the first object that it would have to fetch. */
function isPromised(error: unknown): boolean {
  return error instanceof PlanError && /promisor remote/.test(error.message);
}

interface ByteSource {
  take(count: number): Promise<Buffer>;
  takeLine(): Promise<string>;
}

function start(root: string): ByteSource & GitProcess {
  const git = startGit({ root, args: ['cat-file', '--batch'], env: HISTORY_AS_IT_IS });
  const chunks = git.output[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const take = async (count: number) => {
    const parts = [rest];
    let length = rest.length;
    while (length < count) {
      const chunk = await nextChunk(chunks);
      parts.push(chunk);
      length += chunk.length;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts);
    rest = all.subarray(count);
    return all.subarray(0, count);
  };
  const takeLine = async () => {
    while (!rest.includes(10)) rest = Buffer.concat([rest, await nextChunk(chunks)]);
    const line = await take(rest.indexOf(10) + 1);
    return line.toString('latin1', 0, line.length - 1);
  };
  return { ...git, take, takeLine };
}

async function nextChunk(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const { value, done } = await chunks.next();
  if (done !== true) return value;
  throw new PlanError('git-failed', 'git cat-file ended before it had answered.');
}
