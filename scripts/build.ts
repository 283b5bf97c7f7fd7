/**
 * Bundles the program into `dist/orc.cjs`: one file, because loading many modules is most of the time of a
 * short command. Modules behind a dynamic `import()` run only when reached; the heavy packages stay
 * outside and are loaded from node_modules by the commands that need them.
 */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { orc: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // A script with a code cache cannot use `import()`; Node >= 20.19 requires ES modules as well.
  supported: { 'dynamic-import': false },
  external: ['@modelcontextprotocol/server', 'zod', 'chokidar', 'simple-git', 'gray-matter'],
  // A CommonJS bundle has no import.meta.url; the launcher's folder serves instead.
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  legalComments: 'linked',
  logLevel: 'warning',
});
