/** The structure of an outline: which lines are items, how deep, and what text belongs to which. */
export interface OutlineItem {
  /** The first line, without bullet and box. */
  readonly head: string;
  readonly checked: boolean;
  /** Column of the bullet. */
  readonly depth: number;
  /** Position of the item that this one is nested in, or null. */
  readonly parent: number | null;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly criteria: readonly string[];
}

interface OutlineItems {
  readonly items: readonly OutlineItem[];
  readonly title: string | null;
  /** Everything outside the items. */
  readonly text: string;
}

interface OpenItem extends Omit<OutlineItem, 'text' | 'criteria'> {
  readonly lines: string[];
}

const ITEM = /^([ \t]*)(?:[-*+]|\d+[.)])[ \t]+\[([ xX])\][ \t]+(\S.*)$/;
const CRITERIA = /^(?:#+ +|\*\*)?acceptance criteria:?(?:\*\*)?:?$/i;

/** Finds the items of an outline. Lines inside code fences are text, whatever they look like. */
export function readOutlineItems(markdown: string): OutlineItems {
  const items: OpenItem[] = [];
  const ancestors: number[] = [];
  const outside: string[] = [];
  let current: OpenItem | null = null;
  let title: string | null = null;
  let fence: string | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    const match = fence === null ? ITEM.exec(line) : null;
    fence = updateFence(fence, line.trim());
    if (match !== null) {
      current = openItem(match, index, items, ancestors);
    } else if (current !== null && (line.trim() === '' || measureDepth(line) > current.depth)) {
      current.lines.push(line);
    } else if (title === null && items.length === 0 && /^# +\S/.test(line)) {
      title = line.slice(2).trim();
    } else {
      current = null;
      outside.push(line);
    }
  }
  return { items: items.map(closeItem), title, text: outside.join('\n').trim() };
}

/** Adds an item; `ancestors` are the positions of those that the next one may be nested in. */
function openItem(match: RegExpExecArray, index: number, items: OpenItem[], ancestors: number[]): OpenItem {
  const depth = measureDepth(match[1] ?? '');
  while ((items[ancestors.at(-1) ?? -1]?.depth ?? -1) >= depth) ancestors.pop();
  const item = {
    head: (match[3] ?? '').trim(),
    checked: match[2] !== ' ',
    depth,
    parent: ancestors.at(-1) ?? null,
    line: index + 1,
    lines: [],
  };
  ancestors.push(items.length);
  items.push(item);
  return item;
}

function closeItem({ lines, ...item }: OpenItem): OutlineItem {
  const heading = lines.findIndex((line) => CRITERIA.test(line.trim()));
  const texts = heading === -1 ? lines : lines.slice(0, heading);
  const rest = heading === -1 ? [] : lines.slice(heading + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && !/^\s*[-*+] /.test(line));
  const bullets = end === -1 ? rest : rest.slice(0, end);
  const criteria = bullets
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/^\s*[-*+] +/, '').trim());
  return { ...item, text: dedent([...texts, ...(end === -1 ? [] : rest.slice(end))]), criteria };
}

function dedent(lines: readonly string[]): string {
  const widths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const width = widths.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return lines
    .map((line) => line.slice(width).trimEnd())
    .join('\n')
    .trim();
}

function measureDepth(line: string): number {
  const space = /^[ \t]*/.exec(line)?.[0] ?? '';
  return space.replaceAll('\t', '    ').length;
}

function updateFence(fence: string | null, line: string): string | null {
  const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence === null) return mark ?? null;
  const closes = mark !== undefined && line === mark && mark.startsWith(fence);
  return closes ? null : fence;
}
