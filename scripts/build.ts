/**
 * Bundles the program into `dist/orc.cjs`: one file, because loading many modules is most of the time of a
 * short command. Modules behind a dynamic `import()` run only when reached. Packages that few commands need
 * are bundles of their own beside it; the server's and the watcher's stay in node_modules.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { joinChunks, NO_IMPORT_CALLS } from './join-chunks.ts';

/** Parts of Node that a short command does not need, and that take milliseconds to load: loaded when first used. */
const DEFERRED = [
  'child_process',
  'crypto',
  'os',
  'readline',
  'timers/promises',
  'tty',
  'url',
  'util',
  'zlib',
];

const BANNER = `
const __bundleUrl = 'file://' + encodeURI(__filename);
const __deferred = (name) => {
  let loaded;
  return new Proxy({}, { get: (_, key) => (loaded ??= require(name))[key] });
};`;

const shared = {
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
} satisfies BuildOptions;

/** Files in the canonical form are read without the YAML parser, history is read by few commands, roles by few. */
const APART = ['yaml', 'simple-git', 'gray-matter'];
const packages = APART.map((name) =>
  build({
    ...shared,
    stdin: { contents: `module.exports = require('${name}')`, resolveDir: '.' },
    entryNames: name,
  }),
);
const own = {
  ...shared,
  external: ['@modelcontextprotocol/server', 'zod', 'chokidar', ...APART],
  // A CommonJS bundle has no import.meta.url; the launcher's folder serves instead.
  define: { 'import.meta.url': '__bundleUrl' },
} satisfies BuildOptions;

// git starts the merge driver once for each file, so it is a small program of its own.
const mergeDriver = build({
  ...own,
  entryPoints: { 'merge-driver': 'src/cli/merge-driver.ts' },
  supported: NO_IMPORT_CALLS,
  banner: { js: BANNER },
});
const chunks = build({
  ...own,
  entryPoints: { orc: 'src/cli/main.ts' },
  format: 'esm',
  splitting: true,
  outExtension: {},
});

async function joinProgram(): Promise<{ path: string; text: string }> {
  const { outputFiles } = await chunks;
  const modules = outputFiles.map(({ path, text }) => ({ name: `./${basename(path)}`, text }));
  return { path: 'dist/orc.cjs', text: `${BANNER}\n${await joinChunks(modules, './orc.js')}` };
}

function defer(text: string): string {
  const modules = new RegExp(`\\b(?:__)?require\\(("(?:node:)?(?:${DEFERRED.join('|')})")\\)`, 'g');
  const deferred = escapeBeyondAscii(text).replace(modules, '__deferred($1)');
  const beside = new RegExp(`\\brequire\\("(${APART.join('|')})"\\)`, 'g');
  // What is imported by name can wait until the name is used; a default import looks at the whole module.
  return deferred
    .replace(/=require\("yaml"\)/g, '=__deferred("./yaml.cjs")')
    .replace(beside, 'require("./$1.cjs")');
}

/** esbuild leaves regular expressions as they are; the launcher reads ASCII. */
function escapeBeyondAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isProgram(path: string): boolean {
  return /\b(?:orc|merge-driver)\.cjs$/.test(path);
}

mkdirSync('dist', { recursive: true });
const bundles = await Promise.all([...packages, mergeDriver]);
const outputs = [...bundles.flatMap(({ outputFiles }) => outputFiles), await joinProgram()];
for (const { path, text } of outputs) {
  // In one step, so that a command that starts meanwhile finds the old bundle or the new one.
  writeFileSync(`${path}.new`, isProgram(path) ? defer(text) : text);
  renameSync(`${path}.new`, path);
}
for (const name of readdirSync('dist')) if (name.endsWith('.cache')) rmSync(`dist/${name}`);
