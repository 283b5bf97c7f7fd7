import { parsedGlobsOverlap } from './globs-overlap.ts';
import { type Glob, parseGlob } from './parse-glob.ts';

/**
 * Selects up to `count` candidates, first come first served, whose `files` overlap neither each other nor
 * those of the tasks in progress (`busy`). A task without `files` says nothing about what it touches, and
 * is taken to overlap with none. Reads no more candidates than it needs.
 */
export function selectParallel<Candidate extends { readonly files: readonly string[] }>(
  candidates: Iterable<Candidate>,
  busy: Iterable<readonly string[]>,
  count: number,
): Candidate[] {
  const selected: Candidate[] = [];
  if (count <= 0) return selected;
  const parse = createParser();
  const taken: (Glob | null)[] = [];
  for (const files of busy) taken.push(...files.map(parse));
  for (const candidate of candidates) {
    const globs = candidate.files.map(parse);
    if (globs.some((glob) => taken.some((other) => parsedGlobsOverlap(glob, other)))) continue;
    taken.push(...globs);
    selected.push(candidate);
    if (selected.length === count) break;
  }
  return selected;
}

function createParser(): (text: string) => Glob | null {
  const known = new Map<string, Glob | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const glob = parseGlob(text);
    known.set(text, glob);
    return glob;
  };
}
