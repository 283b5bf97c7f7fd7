import { describe, expect, test } from 'vitest';
import { parseRange } from '../../src/git/read-range.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

describe('parseRange', () => {
  test('reads commits with their messages and files', () => {
    const output = `\0\0${A}\0Paint\n\nTask: paint-c6tr6k\n\0\0\ndoor.txt\0src/new\nline.txt\0\0\0${B}\0Empty\n\0\0`;
    expect(parseRange(output)).toEqual([
      { oid: A, message: 'Paint\n\nTask: paint-c6tr6k\n', files: ['door.txt', 'src/new\nline.txt'] },
      { oid: B, message: 'Empty\n', files: [] },
    ]);
  });

  test('is not misled by an empty message or a file named like a commit', () => {
    const output = `\0\0${A}\0\0\0\n${B}\0${B}\0\0\0${B}\0Last\n\0\0\nx\0`;
    expect(parseRange(output)).toEqual([
      { oid: A, message: '', files: [B, B] },
      { oid: B, message: 'Last\n', files: ['x'] },
    ]);
  });

  test('of nothing is nothing', () => {
    expect(parseRange('')).toEqual([]);
  });
});
