import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchParser, parseBatchAnswer } from '../../src/git/cat-file.ts';

const oidOf = (at: number) => String(at).padStart(40, '0');

/** What git prints for contents, null for an object that it does not have. */
function answerOf(contents: readonly (string | null)[]): Buffer {
  return Buffer.concat(
    contents.map((content, at) => {
      if (content === null) return Buffer.from(`${oidOf(at)} missing\n`);
      return Buffer.from(`${oidOf(at)} blob ${Buffer.byteLength(content)}\n${content}\n`);
    }),
  );
}

describe('the answer of cat-file', () => {
  it('says the same however it is cut', () => {
    const contents = fc.array(fc.option(fc.string({ unit: 'binary' })), { maxLength: 6 });
    fc.assert(
      fc.property(contents, fc.array(fc.nat({ max: 12 }), { minLength: 1 }), (texts, sizes) => {
        const answer = answerOf(texts);
        const expected = texts.flatMap((text, at) => (text === null ? [] : [[oidOf(at), text]]));
        const found: (readonly [string, string])[] = [];
        const parse = createBatchParser((oid, { content }) => found.push([oid, content.toString('utf8')]));
        for (let at = 0, cut = 0; at < answer.length; cut++) {
          const size = 1 + (sizes[cut % sizes.length] ?? 0);
          parse(answer.subarray(at, at + size));
          at += size;
        }
        expect(found).toEqual(expected);
        const whole = [...parseBatchAnswer(answer)].map(([oid, one]) => [oid, one.content.toString('utf8')]);
        expect(whole).toEqual(expected);
      }),
    );
  });

  it('tells an object as soon as it is whole', () => {
    const found: string[] = [];
    const parse = createBatchParser((oid) => found.push(oid));
    const answer = answerOf(['rent', 'paint']);
    parse(answer.subarray(0, answer.length - 3));
    expect(found).toEqual([oidOf(0)]);
    parse(answer.subarray(answer.length - 3));
    expect(found).toEqual([oidOf(0), oidOf(1)]);
  });
});
