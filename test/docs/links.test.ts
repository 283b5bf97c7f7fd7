/** The pages for people: their links lead somewhere, and what they say of the program is so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { TOOLS } from '../../src/mcp/tools/registry.ts';

/** With every command. */
const program = await createProgram([]);
const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'CHANGELOG.md', ...listPages('docs')];

describe('the pages for people', () => {
  test.each(PAGES)('%s has no link that leads nowhere', (page) => {
    expect(findBrokenLinks(page)).toEqual([]);
  });

  test.each(PAGES)('%s names no command or option that the program does not have', (page) => {
    expect(findUnknownUses(read(page))).toEqual([]);
  });

  test('a command, an option and a link that are not there are found', () => {
    expect(findUnknownUses('```sh\norc fly\norc next --fast\norc next --json # now\n```')).toEqual([
      'orc fly',
      'orc next --fast',
    ]);
    expect(linksOf('[a](b.md#c) [d](https://example.org) [e](#f)')).toEqual(['b.md#c', '#f']);
  });

  test('docs/mcp.md names every tool and each of its parameters', () => {
    const page = read('docs/mcp.md');
    expect(TOOLS.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('every source file that the map and the decisions name is there', () => {
    const pages = PAGES.filter((page) => /architecture|decisions/.test(page));
    const pattern = /\b(?:src|test|scripts|demo|bin)\/[\w./-]+\.(?:ts|cjs)\b/g;
    const named = pages.flatMap((page) => read(page).match(pattern) ?? []);
    expect(named).toContain('src/app/ports.ts');
    expect([...new Set(named)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

function listPages(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

function linksOf(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function findBrokenLinks(page: string): string[] {
  return linksOf(read(page)).filter((link) => {
    const [path = '', anchor] = link.split('#', 2);
    const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
}

/** As GitHub makes them from headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Lines of shell blocks that use a command or option which the program does not have. */
function findUnknownUses(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) =>
    block.replaceAll('\\\n', ' '),
  );
  const lines = blocks
    .join('\n')
    .split('\n')
    .map((line) => line.replace(/ #.*/, '').replace(/^\$ /, '').trim());
  return lines.filter((line) => line.startsWith('orc ') && !isKnownUse(line));
}

function isKnownUse(line: string): boolean {
  const [, name = ''] = line.split(/\s+/);
  if (name.startsWith('-')) return true;
  const command = program.commands.find((candidate) => candidate.name() === name);
  if (command === undefined) return false;
  const options = [...command.options, ...program.options].flatMap(({ long }) => long ?? []);
  const used = line.replace(/"[^"]*"|'[^']*'/g, '').match(/(?<=\s)--[a-z-]+/g) ?? [];
  return used.every((option) => options.includes(option) || option === '--help');
}
