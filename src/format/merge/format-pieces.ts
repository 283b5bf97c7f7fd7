import { isClean, type Piece } from './sides.ts';

export interface MarkerStyle {
  /** How many characters a marker has; git says it to a merge driver. */
  readonly markerSize: number;
  /** What stands after the markers. */
  readonly labels: { readonly ours: string; readonly theirs: string };
}

/** Writes a merge down, with git's markers around what is left to a person. */
export function formatPieces(pieces: readonly Piece[], { markerSize, labels }: MarkerStyle): string {
  if (isClean(pieces)) return pieces.join('');
  const mark = (character: string) => character.repeat(markerSize);
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { ours, theirs } = piece;
      return `${mark('<')} ${labels.ours}\n${ours}${mark('=')}\n${theirs}${mark('>')} ${labels.theirs}\n`;
    })
    .join('');
}
