import type { Sides } from '../../format/merge/sides.ts';

const MARKER = /^(?:<{7,}|\|{7,}|={7,}|>{7,})(?: |$)/;
const OPENING = /^<{7,} /m;

/**
 * Whether a conflicted file is still as git has left it: between markers, with every line that a side has
 * brought and none from elsewhere; or, where a configured driver could not be started, all ours.
 */
export function isUntouched(text: string, { base, ours, theirs }: Sides<string>): boolean {
  if (!OPENING.test(text)) return text.replaceAll('\r\n', '\n') === ours.replaceAll('\r\n', '\n');
  const lines = readLines(text);
  const [before, left, right] = [readLines(base), readLines(ours), readLines(theirs)];
  const isOurWork = [...lines].every(
    (line) => MARKER.test(line) || before.has(line) || left.has(line) || right.has(line),
  );
  return isOurWork && [...left, ...right].every((line) => before.has(line) || lines.has(line));
}

function readLines(text: string): Set<string> {
  return new Set(text.split(/\r?\n/));
}
