/**
 * What the last audit found, beside the index in the git directory. A cache: it can be deleted at any time,
 * and is not believed when a byte of it is wrong.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { AuditCache } from '../app/ports.ts';

/** Raised whenever the judgement or the form of what is kept changes. */
const IDENTITY = 'audit 1';

/** Opens the cache in one file: the identity, then a line a part, `<checksum> <name> <JSON>`. */
export function createAuditCache(path: string): AuditCache {
  return {
    open() {
      const [identity, ...lines] = (readIfPresent(path) ?? '').split('\n');
      return identity === IDENTITY ? { read: (part) => readPart(lines, part) } : null;
    },
    save(parts) {
      const lines = Object.entries(parts).map(([name, value]) => {
        const content = `${name} ${JSON.stringify(value)}`;
        return `${crc32(content)} ${content}\n`;
      });
      write(path, `${IDENTITY}\n${lines.join('')}`);
    },
  };
}

/** A part is decoded when it is asked for, because the answer alone is often enough. */
function readPart(lines: readonly string[], part: string): unknown {
  for (const line of lines) {
    const start = line.indexOf(' ') + 1;
    if (!line.startsWith(`${part} `, start)) continue;
    const content = line.slice(start);
    return line === `${crc32(content)} ${content}` ? JSON.parse(content.slice(part.length + 1)) : null;
  }
  return null;
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // nobody has asked yet, or it cannot be read: then it is worked out anew
  }
}

/** A cache that cannot be written is done without. */
function write(path: string, text: string): void {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}
