/**
 * Upper bounds of what a YAML text asks of a parser, found without parsing it: deep nesting can abort the whole process
 * inside a parser, and ten thousands of items between brackets keep it busy for half a second, so neither must reach one.
 * Text that looks like it counts as well.
 */

/** The deepest level that the text could reach: indentation, list dashes and open brackets added up. */
export function measureNesting(yaml: string): number {
  return measureIndentation(yaml) + measureBrackets(yaml).depth;
}

/** How many items the brackets of the text could hold, all together. */
export function countBracketItems(yaml: string): number {
  return measureBrackets(yaml).items;
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
function measureBrackets(yaml: string): { readonly depth: number; readonly items: number } {
  let depth = 0;
  let deepest = 0;
  let items = 0;
  for (const [sign] of yaml.matchAll(/(?<=^|[\s[{,:?-])[[{]|[\]},]/gm)) {
    if (sign === ',') {
      if (depth > 0) items += 1;
      continue;
    }
    const opens = sign === '[' || sign === '{';
    depth = opens ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return { depth: deepest, items };
}
