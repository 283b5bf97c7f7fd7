/** The arrows between the layers, as docs/architecture.md draws them: who may import whom, and what no layer may touch. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PLAN_FIELDS, TASK_FIELDS } from '../src/core/fields.ts';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

interface Layer {
  /** Layers and single files that it may import besides itself and `errors.ts`. */
  readonly modules: readonly string[];
  readonly packages?: readonly string[];
  /** Whether it may import `node:` modules. */
  readonly node?: boolean;
}

/** Locks and temporary files are one craft for `.tasks/` and for `.git/`. */
const DISK_TOOLS = ['store/io-error.ts', 'store/lock-file.ts', 'store/temporary-files.ts'];

const LAYERS: Readonly<Record<string, Layer>> = {
  'errors.ts': { modules: [] },
  core: { modules: [] },
  format: { modules: ['core'], packages: ['yaml', 'gray-matter', '@sindresorhus/transliterate'] },
  app: { modules: ['core', 'format'] },
  store: { modules: ['app/ports.ts', 'core', 'format'], node: true },
  git: { modules: ['app/ports.ts', 'core', ...DISK_TOOLS], packages: ['simple-git'], node: true },
  watch: { modules: ['app/ports.ts', 'core'], packages: ['chokidar'], node: true },
  'workspace.ts': { modules: ['app', 'core', 'format', 'store', 'git', 'watch'], node: true },
  mcp: {
    modules: ['app', 'core', 'workspace.ts', '../package.json'],
    packages: ['@modelcontextprotocol/server', 'zod'],
    node: true,
  },
  cli: {
    modules: ['app', 'core', 'workspace.ts', '../package.json', 'mcp/server.ts'],
    packages: ['commander'],
    node: true,
  },
};

/** Packages that hide behind one file, because everything else has to be kept from their ways. */
const WALLED = { 'simple-git': 'git/porcelain.ts', 'gray-matter': 'format/matter.ts' } as const;

/** Packages and the edge whose loading would cost every short command its start-up time. */
const HEAVY = /^(simple-git|gray-matter|chokidar|zod|@modelcontextprotocol\/|mcp\/)/;

/** What makes a result depend on more than the arguments. */
const IMPURE =
  /\b(Date\.now|new Date\(\)|Math\.random|performance\.|crypto\.|process\.|globalThis|setTimeout)/;

type Sources = Readonly<Record<string, string>>;

describe('a checker that can fail', () => {
  const check = (path: string, text: string) => findWrongArrows({ [path]: text });

  test.each([
    ['core/task.ts', "import { readFileSync } from 'node:fs';"],
    ['core/task.ts', "import type { Ports } from '../app/ports.ts';"],
    ['core/graph/x.ts', "export { parseFile } from '../../format/parse-file.ts';"],
    ['format/x.ts', "import { z } from 'zod';"],
    ['app/x.ts', "const { createGit } = await import('../git/git-port.ts');"],
    ['git/x.ts', "import {\n  createTaskFiles,\n} from '../store/task-files.ts';"],
    ['store/x.ts', "import { executeTask } from '../app/execute-task.ts';"],
    ['mcp/x.ts', "import { main } from '../cli/main.ts';"],
    ['cli/x.ts', "import { createServer } from '../mcp/create-server.ts';"],
    ['errors.ts', "import { cleanText } from './core/clean-text.ts';"],
    ['git/history.ts', "import type { SimpleGit } from 'simple-git';"],
    ['core/x.ts', "import 'node:crypto';"],
    ['other/x.ts', "import { x } from './y.ts';"],
  ])('refuses in %s: %s', (path, text) => {
    expect(check(path, text)).toHaveLength(1);
  });

  test.each([
    ['core/graph/x.ts', "import { at } from './columns.ts';\nimport { PlanError } from '../../errors.ts';"],
    ['git/porcelain.ts', "import type { SimpleGit } from 'simple-git';"],
    ['cli/commands/mcp.ts', "await import('../../mcp/server.ts');"],
    ['mcp/server.ts', "import { serveStdio } from '@modelcontextprotocol/server/stdio';"],
  ])('accepts in %s: %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });

  test('sees a clock in code and not in a comment', () => {
    expect(findImpure({ 'core/x.ts': 'const now = Date.now();' })).toEqual(['core/x.ts: Date.now']);
    expect(findImpure({ 'core/x.ts': '/** Never calls Date.now. */' })).toEqual([]);
  });

  test('sees a heavy package through other modules, unless it is loaded on demand', () => {
    const sources = { 'cli/main.ts': "import './a.ts';", 'cli/a.ts': "import { z } from 'zod';" };
    expect(findHeavy(sources)).toEqual(['zod']);
    expect(findHeavy({ ...sources, 'cli/a.ts': "await import('zod');" })).toEqual([]);
  });
});

describe('the sources', () => {
  const sources = readSources();

  test('are all read', () => {
    for (const layer of ['core', 'format', 'app', 'store', 'git', 'mcp', 'cli']) {
      expect(Object.keys(sources).filter((path) => path.startsWith(`${layer}/`))).not.toEqual([]);
    }
    expect(findImports('workspace.ts', sources['workspace.ts'] ?? '')).toContain('store/task-files.ts');
  });

  test('import only along the arrows', () => {
    expect(findWrongArrows(sources)).toEqual([]);
  });

  test('of core and format read no clock, randomness or environment, and app none but through its ports', () => {
    expect(findImpure(sources)).toEqual([]);
  });

  test('write to no console', () => {
    const offenders = Object.entries(sources).filter(([, text]) => /\bconsole\./.test(withoutComments(text)));
    expect(offenders.map(([path]) => path)).toEqual([]);
  });

  test('neither listen nor connect', () => {
    expect(findUsers(sources, /^node:(net|tls|dgram|dns|http|https|http2|inspector|cluster)/)).toEqual([]);
    const callers = Object.entries(sources).filter(([, text]) => /\bfetch\(/.test(withoutComments(text)));
    expect(callers.map(([path]) => path)).toEqual([]);
  });

  test('start other processes in two files, to run git and to ask whether a lock’s holder lives', () => {
    const starters = ['git/run-git.ts', 'store/process-identity.ts'];
    expect(findUsers(sources, /^node:(child_process|worker_threads|vm)/)).toEqual(starters);
  });

  test('keep nothing in a file that follows from other files or from git', () => {
    const derived = ['state', 'ready', 'progress', 'blocked_by', 'dependents', 'claim', 'updated', 'order'];
    const fields = [...TASK_FIELDS, ...PLAN_FIELDS].map(({ name }) => name);
    expect(fields).toContain('depends_on');
    expect(fields.filter((name) => derived.includes(name))).toEqual([]);
  });

  test('load nothing heavy when a command starts', () => {
    expect(findHeavy(sources)).toEqual([]);
  });
});

function readSources(): Sources {
  const paths = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(SOURCE, path), 'utf8')]),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

/** Everything that a module imports: paths below `src/`, or names of packages. */
function findImports(path: string, text: string, pattern = /\b(?:from|import)\s*\(?\s*'([^']+)'/g): string[] {
  const names = [...withoutComments(text).matchAll(pattern)].map(([, name = '']) => name);
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

function findUsers(sources: Sources, target: RegExp): string[] {
  const users = Object.keys(sources).filter((path) =>
    findImports(path, sources[path] ?? '').some((name) => target.test(name)),
  );
  return users.sort();
}

function layerOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}

function findWrongArrows(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([path, text]) => {
    const layer = LAYERS[layerOf(path)];
    if (layer === undefined) return [`${path} lies in no layer`];
    const wrong = findImports(path, text).filter((target) => !isAllowed(path, layer, target));
    return wrong.map((target) => `${path} -> ${target}`);
  });
}

function isAllowed(path: string, layer: Layer, target: string): boolean {
  if (target.startsWith('node:')) return layer.node === true;
  if (target.endsWith('.ts') || target.startsWith('../')) {
    const isInside = layerOf(target) === layerOf(path) || target === 'errors.ts';
    return isInside || layer.modules.some((allowed) => target === allowed || layerOf(target) === allowed);
  }
  const wall = Object.entries(WALLED).find(([name]) => name === target);
  if (wall !== undefined && wall[1] !== path) return false;
  return layer.packages?.some((name) => target === name || target.startsWith(`${name}/`)) === true;
}

function findImpure(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([path, text]) => {
    if (!['core', 'format', 'app'].includes(layerOf(path))) return [];
    const found = IMPURE.exec(withoutComments(text));
    return found === null ? [] : [`${path}: ${found[1]}`];
  });
}

/** Heavy modules that are reached from the program's start by imports that are not types and not on demand. */
function findHeavy(sources: Sources): string[] {
  const eager = /^(?:import|export)\b(?! type\b)[^;']*?'([^']+)'/gm;
  const seen = new Set(['cli/main.ts']);
  for (const path of seen) {
    for (const target of findImports(path, sources[path] ?? '', eager)) seen.add(target);
  }
  return [...seen].filter((path) => HEAVY.test(path));
}
