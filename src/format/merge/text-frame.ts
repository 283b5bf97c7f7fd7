/**
 * What a text is written in: byte order mark, line endings, and whether the last line is ended. Each is
 * merged on its own, and the texts are merged without them, so that a file converted on one side can be
 * edited on the other.
 */
import { mapSides, pickChange, type Sides } from './sides.ts';

export interface TextFrame {
  readonly isMarked: boolean;
  /** Whether every line ends with CRLF. A text with both kinds is left as it is. */
  readonly isCrlf: boolean;
  readonly isEnded: boolean;
}

/** Takes the frame off: without mark, lines ended by `\n`, the last one too. */
export function unframe(text: string): { readonly frame: TextFrame; readonly text: string } {
  const isMarked = text.startsWith('\uFEFF');
  const bare = isMarked ? text.slice(1) : text;
  const isCrlf = bare.includes('\r\n') && !/(?<!\r)\n/.test(bare);
  const plain = isCrlf ? bare.replaceAll('\r\n', '\n') : bare;
  const isEnded = plain === '' || plain.endsWith('\n');
  return { frame: { isMarked, isCrlf, isEnded }, text: isEnded ? plain : `${plain}\n` };
}

/** Puts a frame around a merged text. */
export function enframe(text: string, { isMarked, isCrlf, isEnded }: TextFrame): string {
  const ended = isEnded || !text.endsWith('\n') ? text : text.slice(0, -1);
  return (isMarked ? '\uFEFF' : '') + (isCrlf ? ended.replaceAll('\n', '\r\n') : ended);
}

/** Merges frames; with two values for each part, at most one side has changed it. */
export function mergeFrames(frames: Sides<TextFrame>): TextFrame {
  const pick = (read: (frame: TextFrame) => boolean) => pickChange(mapSides(frames, read))?.value ?? false;
  return {
    isMarked: pick((frame) => frame.isMarked),
    isCrlf: pick((frame) => frame.isCrlf),
    isEnded: pick((frame) => frame.isEnded),
  };
}
