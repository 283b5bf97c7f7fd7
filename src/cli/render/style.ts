/** Colours of the terminal, or none of them. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

type Paint = (text: string) => string;

/** Colour only when asked for: on a terminal, without `NO_COLOR` (https://no-color.org) and `--no-color`. */
export function createStyle(coloured: boolean): Style {
  const paint = (open: number, close: number): Paint =>
    coloured ? (text) => `\u001b[${open}m${text}\u001b[${close}m` : (text) => text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}
