/**
 * The YAML parser behind our own rules: every scalar is text (failsafe schema), one document, no
 * anchors, aliases or tags. Duplicate keys are found here and not by the parser, whose own check takes
 * time in the square of their number.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { RawEntry, RawList, RawMap, RawScalar, RawValue, ScalarStyle } from './raw-value.ts';
import type { TextFault } from './split-file.ts';

interface Context {
  readonly source: string;
  /** Offset of the source in the file. */
  readonly base: number;
  readonly faults: TextFault[];
}

/** Reads a YAML mapping; `base` is the offset of the source in its file. Bad input never throws. */
export function readYaml(source: string, base: number): { entries: RawEntry[]; faults: TextFault[] } {
  const document = parseDocument(source, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const message = `YAML: ${error.message.replace(/\s+/g, ' ').trim()}`;
    return { entries: [], faults: [{ code: 'bad-yaml', offset: base + error.pos[0], message }] };
  }
  const context: Context = { source, base, faults: [] };
  const root: unknown = document.contents;
  if (root === null) return { entries: [], faults: [] };
  if (!isMap(root)) return { entries: [], faults: [{ code: 'not-a-mapping', offset: base }] };
  refuseProperties(root, context);
  const entries = convertEntries(root, context);
  return { entries, faults: context.faults };
}

function convert(node: unknown, fallback: number, context: Context): RawValue {
  refuseProperties(node, context);
  if (isMap(node)) return convertMap(node, context);
  if (isSeq(node)) return convertList(node, context);
  if (isScalar(node)) return convertScalar(node, context);
  return { kind: 'scalar', style: 'plain', text: '', start: fallback, end: fallback };
}

function convertMap(node: YAMLMap, context: Context): RawMap {
  const range = rangeOf(node, context);
  return { kind: 'map', flow: node.flow === true, entries: convertEntries(node, context), ...range };
}

function convertList(node: YAMLSeq, context: Context): RawList {
  const range = rangeOf(node, context);
  const items = node.items.map((item) => convert(item, range.start, context));
  return { kind: 'list', flow: node.flow === true, items, ...range };
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function convertScalar(node: Scalar, context: Context): RawScalar {
  const style = STYLES[node.type ?? ''] ?? 'plain';
  return { kind: 'scalar', style, text: String(node.value ?? ''), ...rangeOf(node, context) };
}

function convertEntries(map: YAMLMap, context: Context): RawEntry[] {
  const seen = new Set<string>();
  const entries: RawEntry[] = [];
  for (const pair of map.items) {
    const entry = convertPair(pair, context);
    if (entry === null) continue;
    if (seen.has(entry.key)) {
      const message = `The field "${entry.key}" stands here a second time.`;
      context.faults.push({ code: 'duplicate-key', offset: entry.keyRange.start, message });
    }
    seen.add(entry.key);
    entries.push(entry);
  }
  return entries;
}

function convertPair(pair: Pair, context: Context): RawEntry | null {
  refuseProperties(pair.key, context);
  const keyRange = rangeOf(pair.key, context);
  if (!isScalar(pair.key)) {
    const message = 'The name of a field is text, not a list, a mapping or an alias.';
    context.faults.push({ code: 'bad-yaml', offset: keyRange.start, message });
    return null;
  }
  return { key: String(pair.key.value ?? ''), keyRange, value: convert(pair.value, keyRange.end, context) };
}

function refuseProperties(node: unknown, context: Context): void {
  const offset = rangeOf(node, context).start;
  if (isAlias(node) || (hasProperties(node) && node.anchor !== undefined)) {
    context.faults.push({ code: 'yaml-alias', offset });
  } else if (hasProperties(node) && node.tag !== undefined) context.faults.push({ code: 'yaml-tag', offset });
}

function hasProperties(node: unknown): node is { anchor?: string; tag?: string } {
  return isMap(node) || isSeq(node) || isScalar(node);
}

function rangeOf(node: unknown, context: Context): { start: number; end: number } {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
  const [start, end] = range ?? [0, 0];
  return { start: context.base + start, end: context.base + end };
}
