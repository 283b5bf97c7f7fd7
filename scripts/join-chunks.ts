/**
 * Joins what esbuild splits at every dynamic `import()` into one file again, where each chunk is a function. V8 looks
 * into a function when it is first called; of one scope for all modules it would make every function at the start.
 */
import { transform } from 'esbuild';

/** An ES module, as esbuild prints it without white space. */
export interface Chunk {
  /** As other chunks name it: `./name.js`. */
  readonly name: string;
  readonly text: string;
}

const IMPORT = /import(?:(?<what>[^"';]+)from)?"(?<from>[^"]+)";/y;
const DYNAMIC_IMPORT = /\bimport\("(\.\/[^"]+\.js)"\)/g;
const EXPORT = /export\{([^{}]*)\};\s*$/;

const LOADER = `const __loaded = {};
const __load = (name) => {
  const known = __loaded[name];
  if (known !== undefined) return known;
  const exports = __loaded[name] = {};
  __chunks[name](exports);
  return exports;
};`;

/** A script with a code cache cannot use `import()`; Node >= 20.19 requires ES modules as well. */
export const NO_IMPORT_CALLS = { 'dynamic-import': false };

/** Makes one CommonJS module, which exports what the entry does. */
export async function joinChunks(chunks: readonly Chunk[], entry: string): Promise<string> {
  const functions = await Promise.all(chunks.map(formatFunction));
  return `${LOADER}\nconst __chunks={${functions.join(',\n')}};\nmodule.exports=__load(${JSON.stringify(entry)});\n`;
}

async function formatFunction({ name, text }: Chunk): Promise<string> {
  const { code } = await transform(linkChunk(text), {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    supported: NO_IMPORT_CALLS,
  });
  if (/\brequire\("\.\/|\bimport\(/.test(code)) throw new Error(`${name} still imports something`);
  return `${JSON.stringify(name)}(__exports){${code}}`;
}

/**
 * What comes from other chunks becomes constants, so that a call costs no more than within a chunk; imports of packages are
 * left to esbuild. An import without names only runs another chunk: no module of ours does anything when it is loaded.
 */
function linkChunk(text: string): string {
  const head: string[] = [];
  let at = 0;
  for (;;) {
    IMPORT.lastIndex = at;
    const { what, from = '' } = IMPORT.exec(text)?.groups ?? {};
    if (from === '') break;
    const statement = text.slice(at, IMPORT.lastIndex);
    at = IMPORT.lastIndex;
    if (!from.startsWith('./')) head.push(statement);
    else if (what !== undefined) head.push(`const${what.replaceAll(' as ', ':')}=__load("${from}");`);
  }
  const body = text
    .slice(at)
    .replace(DYNAMIC_IMPORT, 'Promise.resolve().then(()=>__load("$1"))')
    .replace(
      EXPORT,
      (_, names: string) => `Object.assign(__exports,{${names.split(',').map(formatExport)}});`,
    );
  return head.join('') + body;
}

/** `local as exported` becomes `exported:local`. */
function formatExport(name: string): string {
  const [local = '', exported = local] = name.split(' as ');
  return `${exported}:${local}`;
}
