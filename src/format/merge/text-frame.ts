/**
 * What a text is written in: byte order mark, line endings, and whether the last line is ended. Each is
 * merged on its own, and the texts are merged without them, so that a file converted on one side can be
 * edited on the other.
 */
import { mapSides, pickChange, type Sides } from './sides.ts';

export interface TextFrame {
  readonly isMarked: boolean;
  /** Whether every line ends with CRLF; null when only some do. */
  readonly isCrlf: boolean | null;
  readonly isEnded: boolean;
}

/** What a text is written in. */
export function readFrame(text: string): TextFrame {
  const hasCrlf = text.includes('\r\n');
  const isCrlf = hasCrlf && /(?<!\r)\n/.test(text) ? null : hasCrlf;
  return { isMarked: text.startsWith('\uFEFF'), isCrlf, isEnded: text === '' || text.endsWith('\n') };
}

/** The text without its frame: without mark, the last line ended, and lines ended by `\n` unless they differ in that. */
export function removeFrame(text: string, { isMarked, isCrlf, isEnded }: TextFrame): string {
  const bare = isMarked ? text.slice(1) : text;
  return (isCrlf ? bare.replaceAll('\r\n', '\n') : bare) + (isEnded ? '' : '\n');
}

/** Puts a frame around a text. */
export function addFrame(text: string, { isMarked, isCrlf, isEnded }: TextFrame): string {
  const ended = isEnded || !text.endsWith('\n') ? text : text.slice(0, -1);
  return (isMarked ? '\uFEFF' : '') + (isCrlf ? ended.replaceAll('\n', '\r\n') : ended);
}

/** Merges frames; where a part has two values, one side at most has changed it. */
export function mergeFrames(frames: Sides<TextFrame>): TextFrame {
  const pick = <T>(read: (frame: TextFrame) => T) => pickChange(mapSides(frames, read))?.value ?? false;
  return {
    isMarked: pick((frame) => frame.isMarked),
    isCrlf: pick((frame) => frame.isCrlf),
    isEnded: pick((frame) => frame.isEnded),
  };
}
