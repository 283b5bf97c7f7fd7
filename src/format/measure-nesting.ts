/**
 * An upper bound of the nesting of a YAML text, found without parsing it: deep nesting can abort the
 * whole process inside a parser, so it must not reach one. Text that looks like nesting counts as well.
 */

/** The deepest level that the text could reach: indentation, list dashes and open brackets added up. */
export function measureNesting(yaml: string): number {
  return measureIndentation(yaml) + measureBrackets(yaml);
}

function measureIndentation(yaml: string): number {
  const indents: number[] = [];
  let deepest = 0;
  for (const [, spaces = '', dashes = ''] of yaml.matchAll(/^( *)((?:[-?:][ \t]+)*)[^\s#]/gm)) {
    while ((indents.at(-1) ?? -1) >= spaces.length) indents.pop();
    indents.push(spaces.length);
    deepest = Math.max(deepest, indents.length + dashes.replace(/[ \t]/g, '').length);
  }
  return deepest;
}

/** A bracket opens a collection only at the start of a value; one inside a word is text. */
function measureBrackets(yaml: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of yaml.matchAll(/(?<=^|[\s[{,:?-])[[{]|[\]}]/gm)) {
    const opens = bracket === '[' || bracket === '{';
    depth = opens ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
