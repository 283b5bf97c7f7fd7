/**
 * Gives git the objects of a commit as a pack on stdin: one process writes them all, as loose objects, with
 * the permissions and the syncing that git itself uses.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit } from './run-git.ts';

type ObjectFormat = RepositoryLocation['objectFormat'];

export interface GitObject {
  readonly type: 'commit' | 'tree';
  readonly content: Buffer;
}

const TYPE_NUMBER = { commit: 1, tree: 2 } as const;

/** The name that git gives to an object. */
export function nameObject({ type, content }: GitObject, format: ObjectFormat): string {
  return createHash(format).update(`${type} ${content.length}\0`).update(content).digest('hex');
}

/** Writes the objects; `options` are options for git that come before the subcommand. */
export async function writeObjects(
  { root, objectFormat }: RepositoryLocation,
  options: readonly string[],
  objects: readonly GitObject[],
): Promise<void> {
  const input = formatPack(objects, objectFormat);
  await requireGit({ root, args: [...options, 'unpack-objects', '-q'], input });
}

/** Formats a pack of whole objects: https://git-scm.com/docs/gitformat-pack */
function formatPack(objects: readonly GitObject[], format: ObjectFormat): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const entries = objects.flatMap(({ type, content }) => [
    formatEntryHeader(TYPE_NUMBER[type], content.length),
    deflateSync(content),
  ]);
  const body = Buffer.concat([header, ...entries]);
  return Buffer.concat([body, createHash(format).update(body).digest()]);
}

/** Type and length; four bits of the length in the first byte, seven in each that follows, the lowest first. */
function formatEntryHeader(type: number, length: number): Buffer {
  const bytes = [(type << 4) | (length & 0x0f)];
  for (let rest = length >>> 4; rest > 0; rest >>>= 7) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest & 0x7f);
  }
  return Buffer.from(bytes);
}
